import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { EntityManager } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { QueryDict } from '../../src/rest/parsers/index.js';
import { shapeOf } from '../../src/rest/serializers/input/registry.js';

const SOURCE = join(import.meta.dirname, '../../src');

const BY_STAFF = 'a form of staff shows every box and every choice, and what is not ticked is none';

/**
 * Fields whose absence means another thing in a form than in JSON, as forms do not send boxes that
 * are not ticked, each with the reason why that is right here. A field that existing clients never
 * send must not be among them.
 */
const REVIEWED: Readonly<Record<string, string>> = {
  'MovieInput.is_banner': BY_STAFF,
  'MovieInput.is_hot': BY_STAFF,
  'MovieInput.is_new': BY_STAFF,
  'MovieInput.kind_category': BY_STAFF,
  'MovieInput.movie_state': BY_STAFF,
  'MovieInput.sub_title': BY_STAFF,
  'MovieInput.type_category': BY_STAFF,
  'ReviewModerationInput.hidden': BY_STAFF,
  'SessionRegistrationInput.allow':
    'what is not ticked is not agreed to, and forms are refused there',
  'SkuCommentInput.is_anonymous': 'the pages always send it; in a form it is a box of its own',
  'SelectionInput.selected': 'the one field of its request: whoever sends it knows of it',
};

/** Every input of every domain, by the name of its class. */
async function inputs(): Promise<Map<string, object>> {
  const found = new Map<string, object>();
  const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.startsWith('rest/'))
    .filter((file) => /\w+Field\(/.test(readFileSync(join(SOURCE, file), 'utf8')));
  for (const file of files) {
    const exported = (await import(pathToFileURL(join(SOURCE, file)).href)) as object;
    for (const value of Object.values(exported)) {
      if (typeof value === 'function' && shapeOf(value).fields.size > 0) {
        found.set(value.name, value);
      }
    }
  }
  return found;
}

describe('fields that a client does not send', () => {
  const context = { manager: {} as EntityManager, partial: false };
  let all: Map<string, object>;

  beforeAll(async () => {
    all = await inputs();
  }, 60_000);

  it('are looked at in every input', () => {
    expect([...all.keys()]).toEqual(
      expect.arrayContaining(['CartLineInput', 'SkuLineInput', 'OrderInput', 'RefundInput']),
    );
    expect(all.size).toBeGreaterThan(20);
  });

  it('mean the same in every format of a body, except where that was looked into', () => {
    const different = [...all].flatMap(([name, dto]) =>
      [...shapeOf(dto).fields]
        .filter(([, field]) => field.isWritable)
        .filter(
          ([field, declared]) =>
            declared.fromForm(new QueryDict(), field, context) !== declared.fromJson({}, field),
        )
        .map(([field]) => `${name}.${field}`),
    );
    expect(different.sort()).toEqual(Object.keys(REVIEWED).sort());
  });
});
