import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Which domains each domain may import, besides the ground that all stand on. A new domain is one
 * line, below those that it names.
 */
const DOMAINS: Readonly<Record<string, readonly string[]>> = {
  areas: [],
  goods: [],
  verifications: [],
  users: ['verifications'],
  'user-operations': ['areas', 'goods', 'users'],
  cart: ['goods', 'users'],
  payments: ['users'],
  orders: ['cart', 'goods', 'payments', 'user-operations', 'users'],
  reviews: ['goods', 'orders', 'users'],
  oauth: ['users', 'verifications'],
  movies: ['users'],
  comments: ['movies', 'users'],
  cinemas: ['areas', 'movies', 'users'],
  tickets: ['cinemas', 'payments', 'users'],
  'session-dialect': [
    'areas',
    'cart',
    'goods',
    'oauth',
    'orders',
    'payments',
    'reviews',
    'user-operations',
    'users',
    'verifications',
  ],
  sandbox: ['oauth', 'payments'],
  demo: ['cinemas', 'comments', 'goods', 'movies', 'users'],
};

/** What all domains stand on, and what that stands on in its turn. */
const GROUND: Readonly<Record<string, readonly string[]>> = {
  config: [],
  rest: [],
  languages: ['rest'],
  'rich-text': [],
  'spreadsheet-text': [],
  cents: [],
  'ten-a-page': ['rest'],
  'pages-on-demand': ['rest'],
  infrastructure: ['config'],
  uploads: ['config', 'infrastructure', 'rest'],
  'view-counter': ['infrastructure', 'rest'],
  docs: ['config', 'languages', 'rest'],
  menu: ['languages'],
  admin: [
    'cents',
    'docs',
    'infrastructure',
    'languages',
    'menu',
    'rest',
    'rich-text',
    'spreadsheet-text',
  ],
};

const SRC = join(import.meta.dirname, '../../src');

/** Commands look wherever they need to. */
const FREE = new Set(['cli']);

/** Folder of `src`, or file in it without its ending -> what it imports, likewise. */
function imports(): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const file of readdirSync(SRC, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith('.ts')) continue;
    const [room] = file.replace(/\.ts$/, '').split('/');
    const seen = found.get(room!) ?? new Set();
    found.set(room!, seen);
    const text = readFileSync(join(SRC, file), 'utf8');
    for (const [, path] of text.matchAll(/(?:from|import\() ?'(\.[^']+)'/g)) {
      const target = relative(SRC, join(SRC, dirname(file), path!));
      const [other] = target.replace(/\.js$/, '').split('/');
      if (other !== room && !target.startsWith('../')) seen.add(other!);
    }
  }
  return found;
}

describe('the direction of imports', () => {
  const found = imports();

  it('is declared for every folder', () => {
    const folders = readdirSync(SRC, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !FREE.has(entry.name))
      .map(({ name }) => name);
    expect(folders.filter((folder) => !(folder in GROUND) && !(folder in DOMAINS))).toEqual([]);
  });

  it.each(Object.keys(GROUND))('lets %s know nothing of what stands on it', (room) => {
    const others = [...found.get(room)!].filter((other) => !GROUND[room]!.includes(other));
    expect(others).toEqual([]);
  });

  it.each(Object.keys(DOMAINS))('lets %s import what its line names, and all of that', (room) => {
    const others = [...found.get(room)!].filter((other) => !(other in GROUND));
    expect(others.sort()).toEqual([...DOMAINS[room]!].sort());
  });

  it('leads upwards in the list only, so that no domains need one another', () => {
    const order = Object.keys(DOMAINS);
    const backwards = order.flatMap((room, index) =>
      DOMAINS[room]!.filter((other) => order.indexOf(other) >= index).map(
        (other) => `${room} -> ${other}`,
      ),
    );
    expect(backwards).toEqual([]);
  });
});
