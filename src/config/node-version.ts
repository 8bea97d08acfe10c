/** The oldest major version of Node that still gets fixes. */
const OLDEST_KEPT = 22;

/**
 * What an operator should know of the Node that runs this: one past its end of life gets no fixes of
 * security any more, though the shop still runs on it.
 *
 * @param version e.g. `20.19.0`
 */
export function outdatedNode(version: string = process.versions.node): string | undefined {
  if (Number.parseInt(version, 10) >= OLDEST_KEPT) return undefined;
  return `Node ${version} is past its end of life and gets no security fixes any more: run the active LTS`;
}
