import { beforeEach, describe, expect, it } from 'vitest';
import { Review, ReviewsService } from '../../../src/reviews/index.js';
import type { Order } from '../../../src/orders/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { paidOrder, receivedOrder } from '../../support/fulfilment.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { goodsOf } from '../../support/stock.js';

describe('reviews of the Meiduo pages', () => {
  const app = testApp(testSettings({ THROTTLE_ORDER: '1000/minute' }), { seed: seedCatalogue });
  let alice: Shopper;
  let order: Order;

  beforeEach(async () => {
    alice = await shopper(app);
    order = await receivedOrder(app, alice, { 3: 2, 4: 1 });
  });

  const said = { comment: '很新鲜的水果', score: 4, is_anonymous: false };
  const write = (body: object, by = alice, sn = order.sn) =>
    by.post(`/orders/${sn}/comments/`, { order: sn, sku: 3, ...said, ...body });
  const left = (by = alice, sn = order.sn) => by.get(`/orders/${sn}/uncommentgoods/`);
  const refusal = '{"non_field_errors":["订单信息有误"]}';

  it('begin with the lines of an order that have none', async () => {
    const { status, json } = await left();
    expect([status, json.length]).toEqual([200, 2]);
    expect(json[0]).toEqual({
      id: order.lines[0]!.id,
      count: 2,
      price: '3.00',
      sku: {
        id: 3,
        name: '云南图书 3号 500G',
        default_image_url: `${app.url}/media/goods/images/3-1.svg`,
      },
    });
    await write({});
    expect((await left()).json.map(({ sku }: { sku: { id: number } }) => sku.id)).toEqual([4]);
  });

  it('show nobody the lines of others, nor of no order', async () => {
    const bob = await shopper(app);
    for (const answer of [await left(bob), await left(alice, '1'), await left(alice, 'x')]) {
      expect([answer.status, Object.keys(answer.json)]).toEqual([403, ['detail']]);
    }
    expect((await app.get(`/orders/${order.sn}/uncommentgoods/`)).status).toBe(401);
  });

  it('answer with what was said, and count on the goods', async () => {
    const { reviewCount } = await goodsOf(app, 3);
    const { status, json } = await write({});
    expect([status, json]).toEqual([201, { sku: 3, ...said }]);
    expect((await goodsOf(app, 3)).reviewCount).toBe(reviewCount + 1);
    const [sku] = (await app.get('/categories/13/skus/?page_size=1')).json.results;
    expect(sku).toMatchObject({ id: 3, comments: reviewCount + 1 });
  });

  it('are written once for each line, however often at once', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => write({})));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    const refused = answers.filter(({ status }) => status !== 201);
    expect(refused.map(({ status, text }) => [status, text])).toEqual(
      refused.map(() => [400, refusal]),
    );
    const lineId = order.lines[0]!.id;
    expect(await app.dataSource.manager.countBy(Review, { lineId })).toBe(1);
  });

  it('are refused for goods that the order does not have, and another order than the URL says', async () => {
    for (const body of [{ sku: 5 }, { order: '1' }]) {
      const { status, text } = await write(body);
      expect([status, text]).toEqual([400, refusal]);
    }
    const others = await write({}, await shopper(app));
    expect([others.status, others.text]).toEqual([400, refusal]);
  });

  it('are refused before the goods have arrived', async () => {
    const { sn } = await paidOrder(app, alice, { 3: 1 });
    const { status, text } = await write({}, alice, sn);
    expect([status, text]).toEqual([400, refusal]);
  });

  it.each([
    [{ sku: undefined }, 'sku'],
    [{ comment: undefined }, 'comment'],
    [{ comment: '  ' }, 'comment'],
    [{ comment: '长'.repeat(1001) }, 'comment'],
    [{ score: undefined }, 'score'],
    [{ score: 6 }, 'score'],
    [{ score: -1 }, 'score'],
    [{ is_anonymous: undefined }, 'is_anonymous'],
  ])('say which field is wrong: %j', async (body, field) => {
    const { status, json } = await write(body);
    expect([status, Object.keys(json)]).toEqual([400, [field]]);
  });

  it('stand on the page of the goods, the latest first, without those hidden', async () => {
    const buyers = [alice, await shopper(app)];
    await write({ sku: 4, comment: '第一条评价', is_anonymous: true });
    const { sn } = await receivedOrder(app, buyers[1]!, { 4: 1 });
    await write({ sku: 4, comment: '第二条评价', score: 0 }, buyers[1], sn);
    const comments = async () => (await app.get('/skus/4/comments/')).json;
    await expect
      .poll(async () => (await comments()).map(({ comment }: { comment: string }) => comment))
      .toEqual(expect.arrayContaining(['第二条评价', '第一条评价']));
    const [second, first] = await comments();
    expect(Object.keys(second)).toEqual(['score', 'comment', 'username']);
    expect(second).toMatchObject({ score: 0, comment: '第二条评价' });
    expect(second.username).toMatch(/^shopper\d+$/);
    expect(first.username).toMatch(/^s\*\*\*\d$/);
    const reviews = app.nest.get(ReviewsService);
    const hidden = await app.dataSource.manager.findOneByOrFail(Review, { comment: '第二条评价' });
    await app.unitOfWork.run((tx) => reviews.moderate(tx, hidden, true, alice.id));
    await expect.poll(async () => (await comments()).length).toBe(1);
  });

  it('are thirty at most', async () => {
    for (let number = 1; number <= 31; number += 1) {
      const { sn } = await receivedOrder(app, alice, { 6: 1 });
      expect((await write({ sku: 6, comment: `第${number}条评价` }, alice, sn)).status).toBe(201);
    }
    const comments = async () => (await app.get('/skus/6/comments/')).json;
    await expect.poll(async () => (await comments())[0].comment).toBe('第31条评价');
    expect((await comments()).map(({ comment }: { comment: string }) => comment)).toEqual(
      Array.from({ length: 30 }, (_, index) => `第${31 - index}条评价`),
    );
  });

  it('show nothing of goods that nobody has reviewed', async () => {
    for (const id of [40, 999]) {
      const { status, json } = await app.get(`/skus/${id}/comments/`);
      expect([status, json]).toEqual([200, []]);
    }
    expect((await app.get('/skus/x/comments/')).status).toBe(404);
  });
});
