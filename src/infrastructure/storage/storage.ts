import { randomUUID } from 'node:crypto';

/** A file as a listing tells of it. */
export interface StoredFile {
  /** Path below the media folder. */
  readonly path: string;
  readonly savedAt: Date;
}

/** Where the files are kept does not answer, or cannot do what it is asked at present. */
export class StorageAway extends Error {
  override readonly name = 'StorageAway';

  constructor(options: ErrorOptions) {
    super('the storage of files does not answer', options);
  }
}

/** Files that the shop serves below its media URL. */
export abstract class Storage {
  /**
   * Keeps bytes under a new name that nobody can guess.
   *
   * @param folder such as `avatars`
   * @param extension without a dot, such as `jpg`
   * @returns path below the media folder: `folder/YYYY/MM/random.extension`
   */
  abstract save(bytes: Buffer, folder: string, extension: string): Promise<string>;

  /** Removes a file; one that is not there is no error. */
  abstract delete(path: string): Promise<void>;

  /** Every file of a folder, and of the folders in it. */
  abstract list(folder: string): AsyncIterable<StoredFile>;
}

/** A path that nobody can guess: `folder/YYYY/MM/random.extension`. */
export function newPath(folder: string, extension: string): string {
  const [year, month] = new Date().toISOString().split('-');
  return `${folder}/${year}/${month}/${randomUUID()}.${extension}`;
}
