/** The import file as a whole cannot be used, or not beyond some row; the message says why. */
export class CatalogueFileError extends Error {
  override readonly name = 'CatalogueFileError';
}
