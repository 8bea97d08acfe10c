import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

describe('one piece of goods', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  it('is shown as the list shows it, byte for byte', async () => {
    const { status, headers, text } = await app.get('/goods/8/');
    expect(status).toBe(200);
    expect(headers.get('content-type')).toBe('application/json');
    expect(headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect(text).toBe(
      `{"id":8,"category":{"id":18,"name":"分类18","code":"c018","desc":"分类18的描述",` +
        `"category_type":3,"is_tab":false,"add_time":"2025-01-01 09:00:00","parent_category":8},` +
        `"images":[{"image":"${app.url}/media/goods/images/8-1.svg"},` +
        `{"image":"${app.url}/media/goods/images/8-2.svg"}],"goods_sn":"SN000008",` +
        `"name":"云南水果 8号 500G","click_num":81,"sold_num":4,"fav_num":8,"comments":0,"score":null,"goods_num":108,` +
        `"market_price":12,"shop_price":8.05,"goods_brief":"第8号水果，当天发货",` +
        `"goods_desc":"<p><span style=\\"font-size:14px\\">口感细腻，100%水果</span></p>",` +
        `"ship_free":true,"goods_front_image":"${app.url}/media/goods/images/8-1.svg",` +
        `"is_new":false,"is_hot":true,"add_time":"2025-01-01 09:08:00"}`,
    );
  });

  it.each(['99999', '0', 'abc', '1abc', '-1', '1.0', '99999999999999999999999', '%20', '%00'])(
    'does not exist under the id %s',
    async (id) => {
      const chinese = await app.get(`/goods/${id}/`);
      expect([chinese.status, chinese.text]).toEqual([404, '{"detail":"未找到。"}']);
      expect(chinese.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
      const english = await app.get(`/goods/${id}/`, { 'Accept-Language': 'en' });
      expect([english.status, english.text]).toEqual([404, '{"detail":"Not found."}']);
    },
  );
});
