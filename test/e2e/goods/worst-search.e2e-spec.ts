import { beforeAll, describe, expect, it } from 'vitest';
import { DemoService } from '../../../src/demo/demo.service.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

/** Milliseconds that one answer may take, on a slow and busy machine. */
const PATIENCE = 3_000;
/** Characters and words that a search may have. */
const [CHARACTERS, WORDS] = [200, 16];

const ORDERINGS = ['', 'sold_num', '-sold_num', 'shop_price', '-add_time', 'sold_num,-shop_price'];

/** As many different words of one kind as a search may have. */
const words = (word: (index: number) => string) =>
  Array.from({ length: WORDS }, (_, index) => word(index))
    .join(' ')
    .slice(0, CHARACTERS);

describe('the worst searches that are allowed, in the demo catalogue', () => {
  const app = testApp(testSettings({ DEMO_DATA: 'on', CACHE_TTL: '0' }));
  let text = '';

  beforeAll(async () => {
    await app.nest.get(DemoService).loadIfEmpty();
    const goods = await app.dataSource.manager.find(Goods);
    text = goods.map(({ description }) => description).sort((a, b) => b.length - a.length)[0]!;
  });

  const searches: [string, () => string][] = [
    ['words that are everywhere', () => [...'<p>=/"span'].slice(0, WORDS).join(' ')],
    ['long words that begin as the texts do', () => words((i) => text.slice(0, 10) + i)],
    [
      'one word as long as it may be',
      () => `${text.slice(0, CHARACTERS - 1).replaceAll(/[\s,"']/g, 'x')}~`,
    ],
    [
      'words of a text, at its end',
      () => words((i) => text.replaceAll(/[\s,]/g, '').slice(-11 - i, -1 - i)),
    ],
    ['percent signs', () => words((i) => '%'.repeat(11 - (i % 10)))],
    ['underscores', () => words((i) => '_'.repeat(11 - (i % 10)))],
    ['single characters', () => words((i) => String.fromCodePoint(97 + i))],
    ['rare characters', () => words((i) => String.fromCodePoint(0x4e00 + i).repeat(11))],
    ['blanks in quotes', () => words((i) => `"${' '.repeat(i)}`)],
  ];

  it.each(searches)('%s', async (_what, search) => {
    for (const ordering of ORDERINGS) {
      const query = new URLSearchParams({ search: search(), ordering, page_size: '100' });
      const startedAt = performance.now();
      const { status } = await app.get(`/goods/?${query}`);
      expect(performance.now() - startedAt).toBeLessThan(PATIENCE);
      expect([ordering, status]).toEqual([ordering, 200]);
    }
  });

  it.each(['name', 'search', 'top_category', 'pricemin', 'is_hot', 'ordering'])(
    'are refused or answered at once when they come by %s, of a list and of one row',
    async (parameter) => {
      for (const text of ['%', 'a ', '9', '_,', '苹'].map((part) =>
        part.repeat(1200).slice(0, 1200),
      )) {
        for (const path of ['/goods/', '/goods/1/']) {
          const startedAt = performance.now();
          const { status } = await app.get(`${path}?${parameter}=${encodeURIComponent(text)}`);
          expect(performance.now() - startedAt).toBeLessThan(PATIENCE);
          expect([200, 400, 404]).toContain(status);
        }
      }
    },
  );
});
