import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { GOODS_COUNT, seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

const ALL = Array.from({ length: GOODS_COUNT }, (_, index) => index + 1);
/** The price in yuan of the goods with this id. */
const price = (id: number) => (id * 100 + (id % 2 === 0 ? 5 : 0)) / 100;
/** The third-level category of the goods with this id. */
const category = (id: number) => 10 + (id % 12);
const where = (condition: (id: number) => boolean) => ALL.filter(condition);
const inCategories = (...ids: number[]) => where((id) => ids.includes(category(id)));

describe('filters of goods', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  it.each<[query: string, ids: number[]]>([
    ['pricemin=10&pricemax=12', where((id) => price(id) >= 10 && price(id) <= 12)],
    ['min_price=10&max_price=12', where((id) => price(id) >= 10 && price(id) <= 12)],
    ['pricemin=12.05', where((id) => price(id) >= 12.05)],
    ['pricemin=12.051', where((id) => price(id) >= 12.051)],
    ['pricemax=12.05', where((id) => price(id) <= 12.05)],
    ['pricemax=12.049', where((id) => price(id) <= 12.049)],
    ['pricemin=1e1', where((id) => price(id) >= 10)],
    ['pricemin=１０', where((id) => price(id) >= 10)],
    ['pricemin= 10 ', where((id) => price(id) >= 10)],
    ['pricemin=-3', ALL],
    ['pricemin=99999999999999999999', []],
    ['pricemin=10&pricemin=39', where((id) => price(id) >= 39)],
    ['is_hot=true', where((id) => id % 4 === 0)],
    ['is_hot=True', where((id) => id % 4 === 0)],
    ['is_hot=1', where((id) => id % 4 === 0)],
    ['is_hot=false', where((id) => id % 4 !== 0)],
    ['is_hot=0', where((id) => id % 4 !== 0)],
    ['is_new=true', where((id) => id % 5 === 0)],
    ['is_new=true&is_hot=true', [20, 40]],
    ['top_category=1', inCategories(10, 11, 12, 13)],
    ['top_category=4', inCategories(10, 11)],
    ['top_category=10', inCategories(10)],
    ['top_category=1.5', inCategories(10, 11, 12, 13)],
    ['top_category=9999', []],
    ['top_category=-1', []],
    ['top_category=0', []],
    ['top_category=99999999999999999999', []],
    ['name=云南牛奶 5号 500G', [5]],
    ['name=牛奶', []],
    // Blank or unreadable values and unknown parameters filter nothing.
    ['pricemin=', ALL],
    ['name=', ALL],
    ['is_hot=xyz', ALL],
    ['is_hot=', ALL],
    ['colour=red', ALL],
    ['__proto__=1&constructor=2', ALL],
  ])('%s', async (query, ids) => {
    const { status, json } = await app.get(`/goods/?page_size=100&${encodeURI(query)}`);
    expect(status).toBe(200);
    expect(json.results.map(({ id }: { id: number }) => id)).toEqual(ids);
    expect(json.count).toBe(ids.length);
  });

  it.each(['abc', 'NaN', 'Infinity', '1,5', '0x10', '1 0', "1' OR '1'='1", '1e999'])(
    'refuse %s as a number',
    async (text) => {
      const path = `/goods/?pricemin=${encodeURIComponent(text)}`;
      const chinese = await app.get(path);
      expect([chinese.status, chinese.text]).toEqual([400, '{"pricemin":["输入一个数字。"]}']);
      const english = await app.get(path, { 'Accept-Language': 'en' });
      expect([english.status, english.text]).toEqual([400, '{"pricemin":["Enter a number."]}']);
    },
  );

  it('report every bad parameter at once', async () => {
    const { status, text } = await app.get('/goods/?top_category=y&pricemin=abc&pricemax=x&page=9');
    expect([status, text]).toEqual([
      400,
      '{"pricemin":["输入一个数字。"],"pricemax":["输入一个数字。"],"top_category":["输入一个数字。"]}',
    ]);
  });

  it('keep their parameters in the links', async () => {
    const { json } = await app.get(`/goods/?${encodeURI('pricemin=１０&pricemax=&page_size=1')}`);
    expect(json.next).toBe(
      `${app.url}/goods/?page=2&page_size=1&pricemax=&pricemin=%EF%BC%91%EF%BC%90`,
    );
  });

  it('keep both values of a repeated parameter in the links', async () => {
    const { json } = await app.get('/goods/?pricemin=10&pricemin=29&page_size=1');
    expect(json.next).toBe(`${app.url}/goods/?page=2&page_size=1&pricemin=10&pricemin=29`);
  });

  const ids = async (path: string): Promise<[number, number[]]> => {
    const { status, json } = await app.get(path);
    return [status, json.results.map(({ id }: { id: number }) => id)];
  };

  it.each<[query: string, ids: number[]]>([
    ['top_click_num=2', [40, 39]],
    ['top_click_num=3.9', [40, 39, 38]],
    ['top_click_num=2&is_hot=true', [40, 36]],
    ['top_click_num=3&ordering=shop_price', [38, 39, 40]],
    ['top_click_num=3&page_size=1&page=2', [39]],
    ['top_click_num=1e49&page_size=100', ALL.toReversed()],
    ['top_click_num=0', []],
    ['top_click_num=-3', []],
    ['top_click_num=', ALL.slice(0, 12)],
  ])('%s shows the goods viewed most', async (query, expected) => {
    expect(await ids(`/goods/?${query}`)).toEqual([200, expected]);
  });

  it('refuse as top_click_num what is no number', async () => {
    const { status, json } = await app.get('/goods/?top_click_num=true');
    expect([status, json]).toEqual([400, { top_click_num: ['输入一个数字。'] }]);
  });

  it('count as many goods as are viewed most', async () => {
    const { json } = await app.get('/goods/?top_click_num=5&page_size=2');
    expect(json).toMatchObject({ count: 5, previous: null });
    expect(json.next).toBe(`${app.url}/goods/?page=2&page_size=2&top_click_num=5`);
  });

  it('are those of /newgoods/, which shows new goods only, the latest first', async () => {
    const fresh = where((id) => id % 5 === 0).toReversed();
    expect(await ids('/newgoods/')).toEqual([200, fresh]);
    expect(await ids('/newgoods/?pricemax=20.05')).toEqual([200, [20, 15, 10, 5]]);
    expect(await ids('/newgoods/?is_new=false')).toEqual([200, []]);
    const [first] = (await app.get('/newgoods/?page_size=1')).json.results;
    expect(first).toEqual(
      (await app.get('/goods/?name=' + encodeURIComponent(first.name))).json.results[0],
    );
  });
});
