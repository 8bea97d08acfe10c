import { address, commonHeaders, failure } from './http.ts';

/** A file that the server keeps; forms name it by its path. */
export interface Upload {
  readonly path: string;
  readonly url: string;
}

/** What goes with a file, and who is told how far it is. */
interface SendOptions {
  readonly query?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Told the share that is sent, from 0 to 1. */
  readonly onProgress?: (share: number) => void;
}

/**
 * Sends a file. By XMLHttpRequest: fetch tells nobody how much is sent.
 *
 * @throws HttpError as {@link call}
 */
export function sendFile<T>(
  path: string,
  file: File,
  { query, headers, onProgress }: SendOptions = {},
): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address(path, query));
    for (const [name, value] of Object.entries({ ...commonHeaders('POST'), ...headers })) {
      request.setRequestHeader(name, value);
    }
    request.responseType = 'json';
    request.upload.addEventListener('progress', ({ loaded, total, lengthComputable }) => {
      if (lengthComputable && total > 0) onProgress?.(loaded / total);
    });
    request.addEventListener('load', () => {
      if (request.status < 300) resolve(request.response as T);
      else reject(failure(request.status, request.response));
    });
    request.addEventListener('error', () => reject(failure(0, undefined)));
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

/** Keeps a picture for a text or a form. */
export const uploadFile = (file: File, onProgress?: (share: number) => void): Promise<Upload> =>
  sendFile<Upload>('uploads/', file, { onProgress });
