import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { SHOP_LABELS } from '../../src/labels.js';
import { Serializer, Wording } from '../../src/rest/index.js';
import { fieldsMetadata } from '../../src/rest/serializers/input/metadata.js';
import { shapeOf } from '../../src/rest/serializers/input/registry.js';
import { shownMetadata } from '../../src/rest/serializers/output/metadata.js';

const SOURCE = join(import.meta.dirname, '../../src');

type Labels = Record<string, { label: string }>;

/** The labels of every input and output of every domain, in one language. */
function labelsOf(things: ReadonlyMap<string, unknown>, language: string): Map<string, string> {
  const labels = new Map<string, string>();
  const wording = new Wording(language, SHOP_LABELS);
  for (const [name, thing] of things) {
    const fields: Labels =
      thing instanceof Serializer
        ? shownMetadata(thing, wording)
        : fieldsMetadata(thing as object, wording);
    for (const [field, { label }] of Object.entries(fields)) labels.set(`${name}.${field}`, label);
  }
  return labels;
}

async function declared(): Promise<Map<string, unknown>> {
  const found = new Map<string, unknown>();
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('rest/'))
    .filter((file) => /\w+Field\(|serializer\(/.test(readFileSync(join(SOURCE, file), 'utf8')));
  for (const file of files) {
    const exported = (await import(pathToFileURL(join(SOURCE, file)).href)) as object;
    for (const [name, value] of Object.entries(exported)) {
      const isInput = typeof value === 'function' && shapeOf(value).fields.size > 0;
      if (isInput || value instanceof Serializer) found.set(name, value);
    }
  }
  return found;
}

describe('labels', () => {
  let all: Map<string, unknown>;

  beforeAll(async () => {
    all = await declared();
  }, 60_000);

  it('of every declared field are there in both languages', () => {
    const [chinese, english] = [labelsOf(all, 'zh-hans'), labelsOf(all, 'en')];
    expect(chinese.size).toBeGreaterThan(100);
    const onlyEnglish = [...chinese].filter(
      ([, label]) => !/\p{Script=Han}|^(?:ID|URL)$/u.test(label),
    );
    const onlyChinese = [...english].filter(([, label]) => /\p{Script=Han}/u.test(label));
    expect(onlyEnglish).toEqual([]);
    expect(onlyChinese).toEqual([]);
  });
});
