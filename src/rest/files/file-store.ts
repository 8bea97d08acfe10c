import type { Text } from '../i18n/messages.js';
import type { UploadedFile } from '../parsers/uploaded-file.js';

/** A file is too large, or of no kind that is kept; the text is for the client. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(
    readonly text: Text,
    options?: ErrorOptions,
  ) {
    super('the file is refused', options);
  }
}

/**
 * Where a project keeps uploaded files. It believes neither their names nor what clients say they
 * are: what is kept, and under which extension, is decided by the content.
 *
 * DJANGO: django.core.files.storage.Storage
 */
export abstract class FileStore {
  /** The kinds of files that fields may ask for, such as `file` and `image`. */
  abstract readonly kinds: ReadonlySet<string>;

  /**
   * Keeps a file under a new name that nobody can guess.
   *
   * @returns path below the media folder: `folder/YYYY/MM/random.extension`
   * @throws FileRefused
   */
  abstract keep(upload: UploadedFile, folder: string, kind: string): Promise<string>;

  /** Removes a file; one that is not there is no error. */
  abstract remove(path: string): Promise<void>;
}
