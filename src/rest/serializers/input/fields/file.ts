import { UploadedFile } from '../../../parsers/index.js';
import type { EntityClass } from '../lookups.js';
import { length } from '../python.js';
import { InputField, type FieldOptions, type Schema } from './field.js';

/** Where the files of a field are kept. DJANGO: FileField.upload_to */
export interface StoreOptions {
  /** Below the media folder. */
  readonly folder: string;
  /** The entity whose attribute gets the file's path: files that no row of it has are swept. */
  readonly of: () => EntityClass;
  /** The attribute of that entity; default: the field's own. Files of a list have rows of theirs. */
  readonly property?: string;
  /** What files may be, as the project's `FileStore` knows it; default: `file`. */
  readonly kind?: string;
}

export interface FileFieldOptions extends FieldOptions<
  UploadedFile,
  'invalid' | 'no_name' | 'empty' | 'max_length'
> {
  /** Viewsets keep the file and write its path; absent: they get the file itself. */
  readonly store?: StoreOptions;
  /** Longest file name, in characters. */
  readonly maxLength?: number;
  /** A file without content is accepted; default: no. */
  readonly allowEmptyFile?: boolean;
}

/** A file of a multipart form. DRF: rest_framework.fields.FileField */
export class FileInput extends InputField<UploadedFile, FileFieldOptions> {
  override readonly type: string = 'file upload';
  protected override readonly wordings = {
    required: 'FileField.required',
    invalid: 'FileField.invalid',
    no_name: 'FileField.no_name',
    empty: 'FileField.empty',
    max_length: 'FileField.max_length',
  } as const;

  override info(): Record<string, unknown> {
    const { maxLength } = this.options;
    return { ...(maxLength !== undefined && { max_length: maxLength }) };
  }

  override schema(): Schema {
    return { type: 'string', format: 'binary' };
  }

  protected override convert(data: unknown): UploadedFile {
    if (!(data instanceof UploadedFile)) this.fail('invalid');
    if (data.filename === '') this.fail('no_name');
    if (data.bytes.length === 0 && !this.options.allowEmptyFile) this.fail('empty');
    const { maxLength } = this.options;
    const nameLength = length(data.filename);
    if (maxLength !== undefined && nameLength > maxLength) {
      this.fail('max_length', { max_length: maxLength, length: nameLength });
    }
    return data;
  }
}

/** A picture of a multipart form. DRF: rest_framework.fields.ImageField */
export class ImageInput extends FileInput {
  override readonly type: string = 'image upload';

  constructor(options: FileFieldOptions = {}) {
    const { store } = options;
    super(store ? { ...options, store: { kind: 'image', ...store } } : options);
  }
}
