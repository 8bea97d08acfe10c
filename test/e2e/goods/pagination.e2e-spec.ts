import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { GOODS_COUNT, seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

const range = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

describe('pages of goods', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  it('hold complete goods in an envelope, byte for byte', async () => {
    const { status, headers, text } = await app.get('/goods/?page_size=1');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(text).toBe(
      `{"count":40,"next":"${app.url}/goods/?page=2&page_size=1","previous":null,"results":[` +
        `{"id":1,"category":{"id":11,"name":"分类11","code":"c011","desc":"分类11的描述",` +
        `"category_type":3,"is_tab":false,"add_time":"2025-01-01 09:00:00","parent_category":4},` +
        `"images":[{"image":"${app.url}/media/goods/images/1-1.svg"},` +
        `{"image":"${app.url}/media/goods/images/1-2.svg"}],"goods_sn":"SN000001",` +
        `"name":"云南牛奶 1号 500G","click_num":10,"sold_num":0,"fav_num":1,"comments":0,"score":null,"goods_num":101,` +
        `"market_price":1.5,"shop_price":1,"goods_brief":"第1号牛奶，当天发货",` +
        `"goods_desc":"<p><span style=\\"font-size:14px\\">口感细腻，100%牛奶</span></p>",` +
        `"ship_free":true,"goods_front_image":"${app.url}/media/goods/images/1-1.svg",` +
        `"is_new":false,"is_hot":false,"add_time":"2025-01-01 09:01:00"}]}`,
    );
  });

  it.each([
    // query, ids, query of next, query of previous
    ['', range(1, 12), '?page=2', null],
    ['?page=1', range(1, 12), '?page=2', null],
    ['?page=2', range(13, 24), '?page=3', ''],
    ['?page=4', range(37, 40), null, '?page=3'],
    ['?page=last', range(37, 40), null, '?page=3'],
    ['?page=2&page_size=2', [3, 4], '?page=3&page_size=2', '?page_size=2'],
    ['?page=4&page_size=10', range(31, 40), null, '?page=3&page_size=10'],
    ['?page_size=40', range(1, 40), null, null],
    ['?page_size=1000', range(1, 40), null, null],
    ['?page_size=0', range(1, 12), '?page=2&page_size=0', null],
    ['?page_size=-5', range(1, 12), '?page=2&page_size=-5', null],
    ['?page_size=abc', range(1, 12), '?page=2&page_size=abc', null],
    ['?page_size=', range(1, 12), '?page=2&page_size=', null],
    ['?page_size=2.0', range(1, 12), '?page=2&page_size=2.0', null],
    ['?page=%202%20&page_size=2', [3, 4], '?page=3&page_size=2', '?page_size=2'],
    ['?page=1&page=2&page_size=2', [3, 4], '?page=3&page_size=2', '?page_size=2'],
    ['?page_size=5&colour=red', range(1, 5), '?colour=red&page=2&page_size=5', null],
    [
      '?page=2&ordering=-sold_num&page_size=2&top_category=1',
      [37, 36],
      '?ordering=-sold_num&page=3&page_size=2&top_category=1',
      '?ordering=-sold_num&page_size=2&top_category=1',
    ],
  ])('%s', async (query, ids, next, previous) => {
    const { status, json } = await app.get(`/goods/${query}`);
    expect(status).toBe(200);
    expect(json.results.map(({ id }: { id: number }) => id)).toEqual(ids);
    const link = (text: string | null) => (text === null ? null : `${app.url}/goods/${text}`);
    expect([json.next, json.previous]).toEqual([link(next), link(previous)]);
    expect(json.count).toBe(query.includes('top_category') ? 15 : GOODS_COUNT);
    expect(Object.keys(json)).toEqual(['count', 'next', 'previous', 'results']);
  });

  it.each(['5', '0', '-1', 'abc', ' ', '1.0', '1e0', '99999999999999999999', 'LAST', '２x'])(
    'do not exist: page=%s',
    async (page) => {
      const path = `/goods/?page=${encodeURIComponent(page)}`;
      const chinese = await app.get(path);
      expect([chinese.status, chinese.text]).toEqual([404, '{"detail":"无效页面。"}']);
      const english = await app.get(path, { 'Accept-Language': 'en' });
      expect([english.status, english.text]).toEqual([404, '{"detail":"Invalid page."}']);
    },
  );

  it('of an empty result are one empty page', async () => {
    const path = `/goods/?search=${encodeURIComponent('没有这个词')}`;
    const { status, text } = await app.get(path);
    expect([status, text]).toEqual([200, '{"count":0,"next":null,"previous":null,"results":[]}']);
    expect((await app.get(`${path}&page=last`)).status).toBe(200);
    expect((await app.get(`${path}&page=2`)).text).toBe('{"detail":"无效页面。"}');
  });

  it('follow each other without losing or repeating goods', async () => {
    const ids: number[] = [];
    let path: string | null = '/goods/?page_size=7';
    while (path) {
      const { json } = await app.get(path);
      ids.push(...json.results.map(({ id }: { id: number }) => id));
      path = json.next && json.next.replace(app.url, '');
    }
    expect(ids).toEqual(range(1, GOODS_COUNT));
  });

  it('quote text in links as Python does', async () => {
    const { json } = await app.get(
      `/goods/?page_size=1&search=${encodeURIComponent("水果 a'(b)*")}`,
    );
    expect(json.count).toBe(0);
    const { json: found } = await app.get(
      `/goods/?page_size=1&note=${encodeURIComponent("水果, a'(b)*~")}`,
    );
    expect(found.next).toBe(
      `${app.url}/goods/?note=%E6%B0%B4%E6%9E%9C%2C+a%27%28b%29%2A~&page=2&page_size=1`,
    );
  });
});
