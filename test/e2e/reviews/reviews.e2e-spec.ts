import { beforeEach, describe, expect, it } from 'vitest';
import { Goods } from '../../../src/goods/entities/index.js';
import type { Order } from '../../../src/orders/index.js';
import { ReviewImage, Review } from '../../../src/reviews/entities/index.js';
import { Storage } from '../../../src/infrastructure/storage/storage.js';
import { UploadsSweep } from '../../../src/uploads/uploads-sweep.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { paidOrder, receivedOrder, reloadOrder } from '../../support/fulfilment.js';
import { greyPng } from '../../support/pictures.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { staff } from '../../support/staff.js';
import { goodsOf, setStock } from '../../support/stock.js';
import { until } from '../../support/until.js';
import { changeUser } from '../../support/users.js';

const DAY = 86_400_000;

describe('reviews', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let alice: Shopper;
  let order: Order;

  beforeEach(async () => {
    for (const id of [3, 4, 5]) await setStock(app, id, 1000);
    alice = await shopper(app);
    order = await receivedOrder(app, alice, { 3: 2, 4: 1 });
  });

  const lineOf = (goods: number, of = order) =>
    of.lines.find(({ goodsId }) => goodsId === goods)!.id;
  const review = (buyer: Shopper, line: number, more: object = {}) =>
    buyer.post('/reviews/', { line, score: 4, comment: '新鲜', ...more });
  const codes = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();

  async function form(fields: Record<string, string>, images: Buffer[]): Promise<FormData> {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    for (const [index, bytes] of images.entries()) {
      body.append('images', new Blob([new Uint8Array(bytes)]), `${index}.png`);
    }
    return body;
  }

  /** What the goods count against what there is. */
  async function exactRating(goodsId: number) {
    const { reviewCount, scoreSum, scoreTenths } = await goodsOf(app, goodsId);
    const shown = await app.dataSource.manager.findBy(Review, { goodsId, isHidden: false });
    const sum = shown.reduce((total, { score }) => total + score, 0);
    expect({ reviewCount, scoreSum, scoreTenths }).toEqual({
      reviewCount: shown.length,
      scoreSum: sum,
      scoreTenths: shown.length === 0 ? null : Math.round((10 * sum) / shown.length),
    });
    return reviewCount;
  }

  it('are shown with the goods, which count them', async () => {
    const before = await exactRating(3);
    const { status, json } = await review(alice, lineOf(3), { is_anonymous: true });
    expect(status).toBe(201);
    expect(json).toEqual({
      id: json.id,
      score: 4,
      comment: '新鲜',
      username: expect.stringMatching(/^s\*\*\*\d$/),
      images: [],
      add_time: expect.stringMatching(/^\d{4}-/),
      goods: 3,
      line: lineOf(3),
      is_anonymous: true,
      hidden: false,
    });
    await until(async () => {
      const { results } = (await app.get('/goods/3/reviews/')).json;
      return results[0]?.id === json.id;
    });
    const { results, count } = (await app.get('/goods/3/reviews/')).json;
    expect(count).toBe(before + 1);
    expect(Object.keys(results[0])).toEqual([
      'id',
      'score',
      'comment',
      'username',
      'images',
      'add_time',
    ]);
    expect(await exactRating(3)).toBe(before + 1);
    await until(async () => (await app.get('/goods/3/')).json.comments === before + 1);
    const { scoreTenths } = await goodsOf(app, 3);
    expect((await app.get('/goods/3/')).json.score).toBe(scoreTenths! / 10);
    expect((await app.get('/goods/999999/reviews/')).status).toBe(404);
  });

  it('show a name that is a mobile number or an address to nobody', async () => {
    for (const [username, shown] of [
      ['13900001234', '1***4'],
      ['bob@example.com', 'b***m'],
      ['鲍勃🍎', '鲍勃🍎'],
    ] as const) {
      const bob = await shopper(app);
      await changeUser(app, bob, { username });
      const { lines } = await receivedOrder(app, bob, { 5: 1 });
      expect((await review(bob, lines[0]!.id)).json.username).toBe(shown);
    }
  });

  it('are for lines that the user has bought and received, once', async () => {
    const bob = await shopper(app);
    const line = lineOf(3);
    const paid = await paidOrder(app, bob, { 3: 1 });
    const refusals = [
      [await review(bob, line), '您没有购买过该商品'],
      [await review(bob, 999_999), '您没有购买过该商品'],
      [await review(bob, paid.lines[0]!.id), '确认收货后才能评价'],
    ] as const;
    for (const [{ status, json }, text] of refusals) {
      expect([status, json]).toEqual([400, { line: [text] }]);
    }
    expect((await review(alice, line)).status).toBe(201);
    expect((await review(alice, line)).json).toEqual({ line: ['您已评价过该商品'] });
    expect((await app.request('POST', '/reviews/', { body: {} })).status).toBe(401);
  });

  it.each([
    ['a score above 5', { score: 6 }, 'score'],
    ['a score below 0', { score: -1 }, 'score'],
    ['half a score', { score: 2.5 }, 'score'],
    ['no text', { comment: '' }, 'comment'],
    ['too much text', { comment: '好'.repeat(1001) }, 'comment'],
    ['pictures in JSON', { images: ['a.png'] }, 'images'],
  ])('refuse %s', async (_what, fault, field) => {
    const { status, json } = await review(alice, lineOf(3), fault);
    expect([status, Object.keys(json)]).toEqual([400, [field]]);
  });

  it('take the longest text', async () => {
    const comment = '🍎'.repeat(1000);
    expect((await review(alice, lineOf(3), { comment })).json.comment).toBe(comment);
  });

  it('come with pictures, which are drawn anew', async () => {
    const line = lineOf(4);
    const fields = { line: `${line}`, score: '5', comment: '有图' };
    const body = await form(fields, [await greyPng(20, 10), await greyPng(10, 20)]);
    const { status, json } = await alice.request('POST', '/reviews/', { body });
    expect(status).toBe(201);
    expect(json.images).toHaveLength(2);
    for (const { image } of json.images) {
      const { status: found, headers } = await app.get(new URL(image).pathname);
      expect([found, headers.get('content-type')]).toEqual([200, 'image/png']);
    }
    await app.nest.get(UploadsSweep).sweep(Date.now() + DAY);
    expect((await app.get(new URL(json.images[1].image).pathname)).status).toBe(200);
  });

  it('keep no picture of what is refused', async () => {
    const fields = { line: `${lineOf(4)}`, score: '5', comment: '有图' };
    const storage = app.nest.get(Storage);
    const kept = async () => {
      let count = 0;
      for await (const { path } of storage.list('reviews')) count += path ? 1 : 0;
      return count;
    };
    const before = await kept();
    const picture = await greyPng(20, 10);
    const post = async (changes: object, images: Buffer[]) =>
      alice.request('POST', '/reviews/', { body: await form({ ...fields, ...changes }, images) });
    const bad = await post({}, [picture, Buffer.from('no picture')]);
    expect([bad.status, Object.keys(bad.json.images)]).toEqual([400, ['1']]);
    expect((await post({}, Array(6).fill(picture))).json).toEqual({
      images: [expect.stringContaining('5')],
    });
    expect((await post({ line: '999999' }, [picture])).status).toBe(400);
    expect(await kept()).toBe(before);
    const manyAtOnce = Array.from({ length: 4 }, () => post({}, [picture]));
    expect(codes(await Promise.all(manyAtOnce))).toEqual([201, 400, 400, 400]);
    expect(await kept()).toBe(before + 1);
    const { id } = await app.dataSource.manager.findOneByOrFail(Review, { lineId: lineOf(4) });
    expect(await app.dataSource.manager.countBy(ReviewImage, { reviewId: id })).toBe(1);
  });

  it('are narrowed down by score and by pictures', async () => {
    const [bob, carol] = await shoppers(app, 2);
    const orders = await Promise.all(
      [bob!, carol!].map((one) => receivedOrder(app, one, { 5: 1 })),
    );
    await review(bob!, orders[0]!.lines[0]!.id, { score: 0 });
    const fields = { line: `${orders[1]!.lines[0]!.id}`, score: '1', comment: '有图' };
    await carol!.request('POST', '/reviews/', { body: await form(fields, [await greyPng(9, 9)]) });
    const scores = async (query: string) => {
      const { json } = await app.get(`/goods/5/reviews/?page_size=100&${query}`);
      return json.results.map(({ score }: { score: number }) => score);
    };
    await until(async () => (await scores('score=1')).length === 1);
    expect(await scores('score=0')).toEqual([0]);
    expect(await scores('with_images=true')).toEqual([1]);
    expect(await scores('with_images=false')).not.toContain(1);
    expect(await scores('score=1&with_images=false')).toEqual([]);
    expect((await app.get('/goods/5/reviews/?score=x')).status).toBe(400);
  });

  it('tell the buyer what of an order has none yet', async () => {
    const names = async (buyer = alice) => {
      const { json } = await buyer.get(`/orders/${order.id}/unreviewed/`);
      return json.results?.map(({ id }: { id: number }) => id);
    };
    expect(await names()).toEqual([lineOf(3), lineOf(4)]);
    await review(alice, lineOf(3));
    expect(await names()).toEqual([lineOf(4)]);
    expect((await (await shopper(app)).get(`/orders/${order.id}/unreviewed/`)).status).toBe(404);
    const own = (await alice.get('/reviews/')).json;
    expect([own.count, own.results[0].line]).toEqual([1, lineOf(3)]);
    expect((await (await shopper(app)).get(`/reviews/${own.results[0].id}/`)).status).toBe(404);
  });

  it('are hidden and shown again by the staff, and count accordingly', async () => {
    const before = await exactRating(3);
    const { id } = (await review(alice, lineOf(3))).json;
    const path = `/staff/reviews/${id}/`;
    const moderator = await staff(app, 'reviews.view_review', 'reviews.change_review');
    const reader = await staff(app, 'reviews.view_review');
    expect((await reader.patch(path, { hidden: true })).status).toBe(403);
    expect((await alice.get('/staff/reviews/')).status).toBe(403);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => moderator.patch(path, { hidden: true })),
    );
    expect(codes(answers)).toEqual([200, 200, 200, 200]);
    expect(await exactRating(3)).toBe(before);
    await until(async () => {
      const { results } = (await app.get('/goods/3/reviews/')).json;
      return results.every((one: { id: number }) => one.id !== id);
    });
    expect((await reader.get(path)).json).toMatchObject({
      hidden: true,
      moderated_by: moderator.id,
      user: alice.id,
    });
    expect((await reader.get(`/staff/reviews/?hidden=true&user=${alice.id}`)).json.count).toBe(1);
    expect((await alice.get(`/reviews/${id}/`)).json.hidden).toBe(true);
    await Promise.all([false, true, false].map((hidden) => moderator.patch(path, { hidden })));
    await moderator.patch(path, { hidden: false });
    expect(await exactRating(3)).toBe(before + 1);
  });

  it('are one for each line, and counted exactly, however many are written at once', async () => {
    const buyers = await shoppers(app, 6);
    const bought = await Promise.all(
      buyers.map((buyer) => receivedOrder(app, buyer, { 3: 1, 4: 1 })),
    );
    const before = await Promise.all([3, 4].map(exactRating));
    const answers = await Promise.all(
      buyers.flatMap((buyer, index) =>
        bought[index]!.lines.flatMap(({ id }) =>
          [0, 3].map((score) => review(buyer, id, { score })),
        ),
      ),
    );
    expect(codes(answers)).toEqual([
      ...Array<number>(12).fill(201),
      ...Array<number>(12).fill(400),
    ]);
    expect(await Promise.all([3, 4].map(exactRating))).toEqual(before.map((count) => count + 6));
  });

  it('ask for as many statements, however many there are', async () => {
    await review(alice, lineOf(3));
    const statements = () => app.queries(() => alice.get('/reviews/?page_size=100'));
    const one = (await statements()).length;
    await review(alice, lineOf(4));
    expect((await statements()).length).toBe(one);
  });

  it('order the goods', async () => {
    await review(alice, lineOf(3));
    const { json } = await app.get('/goods/?ordering=-comments&page_size=1');
    const most = await app.dataSource.manager.maximum(Goods, 'reviewCount');
    expect((await goodsOf(app, json.results[0].id)).reviewCount).toBe(most);
    expect((await reloadOrder(app, order.id)).fulfilment).toBe('received');
  });
});
