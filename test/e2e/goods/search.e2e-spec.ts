import { describe, expect, it } from 'vitest';
import { Goods } from '../../../src/goods/entities/index.js';
import { GoodsSearchIndex } from '../../../src/goods/search/goods-search-index.js';
import { testApp, type TestApp } from '../../support/app.js';
import { GOODS_COUNT, seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

const ALL = Array.from({ length: GOODS_COUNT }, (_, index) => index + 1);
const ofKind = (kind: number) => ALL.filter((id) => id % 4 === kind);

/** Goods whose texts are full of what a search might trip over. */
const ODD = [
  { id: 101, name: 'A_b 五折', brief: 'x', description: '' },
  { id: 102, name: 'AXb 100%纯', brief: '', description: '<p>苹果，香蕉</p>' },
  { id: 103, name: "it's a \\ backslash!", brief: 'emoji 🍎 红', description: '"quoted words"' },
  { id: 104, name: '单', brief: '', description: 'Straße ÉCLAIR' },
];

async function seed(app: TestApp): Promise<void> {
  await seedCatalogue(app);
  await app.unitOfWork.run(async ({ manager }) => {
    const [model] = await manager.findBy(Goods, { id: 1 });
    const rows = ODD.map((odd) => ({ ...model, ...odd, sn: `ODD${odd.id}` }));
    await manager.insert(Goods, rows);
    await app.nest.get(GoodsSearchIndex).replace(manager, rows);
  });
}

describe('search for goods', () => {
  const app = testApp(testSettings(), { seed });

  it.each<[words: string, why: string, ids: number[]]>([
    ['水果', 'one word, in any of name, brief and description', ofKind(0)],
    ['水果 云南', 'several words must all occur', ofKind(0)],
    ['水果 牛奶', 'several words must all occur', []],
    ['水果,云南', 'a comma separates words', ofKind(0)],
    [',, 水果 ,', 'empty words are no words', ofKind(0)],
    ['水果，云南', 'a full-width comma separates nothing', []],
    ['苹果，香蕉', 'a full-width comma is a character like any other', [102]],
    ['"水果 云南"', 'quotes make no phrase', []],
    ['"quoted', 'quotes are characters like any other', [103]],
    ['', 'no word finds everything', [...ALL, 101, 102, 103, 104]],
    [' ,', 'no word finds everything', [...ALL, 101, 102, 103, 104]],
    ['500g', 'upper and lower case are alike', ALL],
    ['axB', 'upper and lower case are alike', [102]],
    ['a_b', 'an underscore is literal', [101]],
    ['0%纯', 'a percent sign is literal', [102]],
    ['%', 'a percent sign is literal', [...ALL, 102]],
    ['_', 'an underscore is literal', [101]],
    ['!', 'the escape character is literal', [103]],
    ['\\', 'a backslash is literal', [103]],
    ["it's", 'an apostrophe is literal', [103]],
    ['单', 'one character', [104]],
    ['Q', 'one letter, upper and lower case alike', [103]],
    ['折', 'the last character of a text', [101]],
    ['🍎', 'a character beyond the basic plane', [103]],
    ['🍎 红', 'words around such a character', [103]],
    ['SPAN', 'the markup of the description is searched as well', ALL],
    ['第7号图书', 'a word longer than two characters', [7]],
    ['号图', 'the seam between a number and a kind', ofKind(3)],
    ['没有这个词', 'a word of no goods', []],
    ['x'.repeat(200), 'the longest word', []],
    ['a b c d e f g h i j k l m n o p q r s t u', 'very many words', []],
  ])('%s: %s', async (words, _why, ids) => {
    const search = encodeURIComponent(words);
    const { status, json } = await app.get(`/goods/?page_size=100&search=${search}`);
    expect(status).toBe(200);
    expect(json.results.map(({ id }: { id: number }) => id)).toEqual(ids);
    expect(json.count).toBe(ids.length);
  });

  it('goes together with filters, ordering and pages', async () => {
    const search = encodeURIComponent('水果');
    const { json } = await app.get(
      `/goods/?search=${search}&is_new=true&ordering=-shop_price&page_size=1`,
    );
    expect(json.count).toBe(2);
    expect(json.results[0].id).toBe(40);
    expect(json.next).toBe(
      `${app.url}/goods/?is_new=true&ordering=-shop_price&page=2&page_size=1&search=%E6%B0%B4%E6%9E%9C`,
    );
  });

  it('refuses a NUL character', async () => {
    const { status, text } = await app.get('/goods/?search=%00%E6%B0%B4%E6%9E%9C');
    expect([status, text]).toEqual([400, '["不允许是用空字符串。"]']);
  });
});
