import { describe, expect, it } from 'vitest';
import { paidShop } from '../../support/payments.js';
import {
  expectGood,
  expectShown,
  expectStatus,
  PagesBrowser,
  PLACE,
} from '../../support/session-pages.js';
import { createUser } from '../../support/users.js';

const shop = await paidShop({ THROTTLE_LOGIN: '10000/minute' });

describe('payments of the session pages', () => {
  it('lead to Alipay and back to the page, which is told the number of the trade', async () => {
    const browser = new PagesBrowser(shop);
    const user = await createUser(shop);
    await browser.signIn(user.username);
    await browser.post('/carts/', { sku_id: 1, count: 1 });
    const { json } = await browser.post('/addresses/create/', PLACE);
    const placed = await browser.post('/orders/commit/', {
      address_id: json.address.id,
      pay_method: 2,
    });
    const { order_id: sn } = placed.json;
    const link = await browser.get(`/payment/${sn}/`);
    expectGood(link, { alipay_url: expect.any(String) });
    const back = await shop.payInBrowser(link.json.alipay_url);
    expect(back.href).toMatch(/^http:\/\/www\.meiduo\.site:8080\/pay_success\.html\?/);
    const status = await browser.put(`/payment/status/${back.search}`);
    expectGood(status, { trade_id: expect.stringMatching(/^\d+$/) });
    expectShown(await browser.get(`/payment/${sn}/`), '订单信息有误');
    const { json: listed } = await browser.get('/orders/get_personal_orders/');
    expect(listed.orders).toMatchObject([{ order_id: sn, status: '待发货' }]);
  });

  it('of orders of others, or of none, are refused in words', async () => {
    const order = await shop.place();
    const browser = new PagesBrowser(shop);
    expectShown(await browser.get(`/payment/${order.sn}/`), expect.any(String));
    await browser.signIn((await createUser(shop)).username);
    expectShown(await browser.get(`/payment/${order.sn}/`), '订单信息有误');
    expectShown(await browser.get('/payment/1/'), '订单信息有误');
  });

  it.each(['', '?out_trade_no=1&trade_no=2&sign=x'])('are not believed of %j', async (query) => {
    const answer = await new PagesBrowser(shop).put(`/payment/status/${query}`);
    expectStatus(answer, 403, '非法请求');
  });
});
