import { deepStrictEqual } from 'node:assert/strict';

/**
 * An anchor that answers something else measures nothing: compares its answers with the shop's.
 *
 * @param {import('./processes.mjs').Server} shop
 * @param {import('./processes.mjs').Server} anchor
 * @param {string[]} paths
 * @throws {Error} showing the first difference
 */
export async function verifySame(shop, anchor, paths) {
  for (const path of paths) {
    const [ours, theirs] = await Promise.all([read(shop, path), read(anchor, path)]);
    deepStrictEqual(theirs, ours, `the anchor answers ${path} differently`);
  }
}

async function read({ origin }, path) {
  const response = await fetch(origin + path);
  if (!response.ok) throw new Error(`${origin}${path}: ${response.status}`);
  const text = await response.text();
  // Views are counted by the shop only.
  return JSON.parse(text.replaceAll(origin, ''), (key, value) => (key === 'click_num' ? 0 : value));
}
