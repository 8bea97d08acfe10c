import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = join(import.meta.dirname, '../../src');

/** What a file of a domain declares, and how such files are called. */
const RULES: readonly { declares: string; sign: RegExp; name: RegExp }[] = [
  { declares: 'viewsets', sign: /^@(?:ViewSet|APIView)\(/m, name: /\.controllers?\.ts$/ },
  { declares: 'modules', sign: /^@Module\(/m, name: /\.module\.ts$/ },
  { declares: 'tables', sign: /^@Entity\(/m, name: /\.(?:entity|entities)\.ts$/ },
  {
    declares: 'what may come in',
    sign: /^export class \w+Input\b/m,
    name: /\.inputs\.ts$/,
  },
  {
    declares: 'what goes out',
    sign: /^export const \w+Serializer\b/m,
    name: /\.serializers\.ts$/,
  },
  { declares: 'what people are told', sign: /^export const MESSAGES\b/m, name: /\.messages\.ts$/ },
  { declares: 'settings', sign: /^export const \w+Settings = define/m, name: /\.settings\.ts$/ },
  { declares: 'filters of a list', sign: /^export const \w+Filter = new/m, name: /\.filters\.ts$/ },
];

/** Folders that are no domains. */
const OTHERS = /^(?:rest|infrastructure|config|cli)\//;

/** Name and text of every file of the domains. */
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && file.includes('/') && !OTHERS.test(file))
  .map((file): [string, string] => [file, readFileSync(join(SRC, file), 'utf8')]);

/** What only one family of storefronts speaks lives in a folder of its name, one per domain. */
const FAMILIES = ['meiduo'];

/** Where a family may be named, as others may meet it there. */
const NAMED = /\.settings\.ts$|^docs\//;

describe('files of the domains', () => {
  it.each(RULES)('that declare $declares are called so', ({ sign, name }) => {
    const misnamed = files.filter(([file, text]) => sign.test(text) && !name.test(file));
    expect(misnamed.map(([file]) => file)).toEqual([]);
  });

  it.each(FAMILIES)('speak to no family but in its folder: %s', (family) => {
    const imports = new RegExp(`^import .*${family}.*$|^} from .*${family}.*$`, 'gim');
    const strays = files
      .filter(([file]) => !file.includes(`/${family}/`) && !NAMED.test(file))
      .filter(([, text]) =>
        new RegExp(`(?:group|DRF): .*${family}`, 'i').test(text.replaceAll(imports, '')),
      );
    expect(strays.map(([file]) => file)).toEqual([]);
  });
});
