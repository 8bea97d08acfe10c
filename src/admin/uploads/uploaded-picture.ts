import {
  EMPTY,
  InputField,
  message,
  UploadedFile,
  ValidationError,
  type FieldOptions,
  type FieldRun,
  type Text,
} from '../../rest/index.js';
import { AdminUpload } from './admin-upload.entities.js';

const refused = new WeakMap<UploadedFile, Text>();

/** Notes why a file is not kept, to be told where its field is looked at. */
export function refuseFile(file: UploadedFile, text: Text): void {
  refused.set(file, text);
}

interface PictureOptions extends FieldOptions<string, 'invalid'> {
  /** Whose pictures may be shown once more. */
  readonly entity: new () => object;
}

/**
 * A picture, told by the path that its upload answered with, or by the address at which it is shown
 * already: then it stays as it is.
 */
export class UploadedPicture extends InputField<string, PictureOptions> {
  override readonly type = 'image upload';
  protected override readonly wordings = { invalid: 'FileField.invalid' } as const;

  override run(data: unknown, run: FieldRun): Promise<unknown> {
    if (typeof data === 'string' && isAddress(data) && run.context.partial) {
      return Promise.resolve(EMPTY);
    }
    return super.run(data === '' ? null : data, run);
  }

  override schema() {
    return { type: 'string' };
  }

  protected override convert(data: unknown, run: FieldRun): string {
    if (data instanceof UploadedFile) {
      throw new ValidationError([refused.get(data) ?? message('FileField.empty')]);
    }
    if (typeof data !== 'string') this.fail('invalid');
    const { path } = run;
    const error = this.text('invalid');
    if (isAddress(data)) {
      // Copied from another row, whose picture it is too.
      const value = pathIn(data);
      const { entity } = this.options;
      const property = run.source;
      run.object.ask({ kind: 'find', entity, property, value, found: () => {}, path, error });
      return value;
    }
    run.object.ask({ kind: 'exists', entity: AdminUpload, key: data, path, error });
    return data;
  }
}

function isAddress(text: string): boolean {
  return /^https?:\/\//.test(text);
}

/** The path below the media folder, whose name is one word. */
function pathIn(address: string): string {
  if (!URL.canParse(address)) return '';
  const { pathname } = new URL(address);
  try {
    return decodeURI(pathname).split('/').slice(2).join('/');
  } catch {
    return '';
  }
}
