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
}
