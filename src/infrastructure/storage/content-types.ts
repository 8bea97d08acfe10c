/** What files are sent as, by extension: nothing that a browser would run. */
const CONTENT_TYPES: ReadonlyMap<string, string> = new Map([
  ['jpg', 'image/jpeg'],
  ['png', 'image/png'],
  ['gif', 'image/gif'],
  ['webp', 'image/webp'],
  ['pdf', 'application/pdf'],
  ['zip', 'application/zip'],
  ['txt', 'text/plain; charset=utf-8'],
]);

/** The content type of a file; of one with any other extension, that of mere bytes. */
export function contentTypeOf(path: string): string {
  const extension = path.slice(path.lastIndexOf('.') + 1);
  return CONTENT_TYPES.get(extension) ?? 'application/octet-stream';
}
