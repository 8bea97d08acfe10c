import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const manifest = readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8');

/**
 * The flags of Node that a process of the shop has in production, as its npm script has them.
 *
 * @param {'start' | 'worker'} script
 * @returns {string[]}
 * @throws {Error} when the script does not read as `node FLAGS FILE`
 */
export function startFlags(script) {
  const [, flags] = /^node (.*)\bdist\S+$/.exec(JSON.parse(manifest).scripts[script]);
  return flags.match(/\S+/g) ?? [];
}
