/** How long browsers keep pictures, in seconds; a changed picture gets another name. */
const SECONDS = 30 * 86_400;
/** Folders of what customers sent: only who is given its unguessable name may see it. */
const PRIVATE_FOLDERS: ReadonlySet<string> = new Set(['message', 'returns']);

/**
 * What caches may do with a file of the media folder, wherever it is stored. A private one is gone
 * when its owner deletes it, from caches on the way as well.
 *
 * @param path below the media folder, such as `goods/images/1.jpg`
 */
export function cacheControlOf(path: string): string {
  const folder = path.slice(0, path.indexOf('/'));
  if (PRIVATE_FOLDERS.has(folder)) return 'private, no-cache';
  return `public, max-age=${SECONDS}, immutable`;
}
