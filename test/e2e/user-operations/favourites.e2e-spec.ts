import { Logger } from '@nestjs/common';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Favourite } from '../../../src/user-operations/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { goodsOf } from '../../support/stock.js';
import { fill, ORDER } from '../../support/till.js';
import { until } from '../../support/until.js';

describe('favourites', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let alice: Shopper;

  beforeEach(async () => {
    alice = await shopper(app);
  });

  const rows = (goodsId: number) => app.dataSource.manager.countBy(Favourite, { goodsId });
  const statuses = (answers: { status: number }[]) =>
    answers.map(({ status }) => status).sort((a, b) => a - b);

  it('are added once', async () => {
    const first = await alice.post('/userfavs/', { goods: 5 });
    expect(first.status).toBe(201);
    expect(first.text).toBe(`{"goods":5,"id":${first.json.id}}`);
    expect(first.headers.get('allow')).toBe('GET, POST, HEAD, OPTIONS');
    const again = await alice.post('/userfavs/', { goods: '5' });
    expect([again.status, again.text]).toEqual([400, '{"non_field_errors":["已经收藏"]}']);
  });

  it.each([
    ['nothing', {}, '{"goods":["该字段是必填项。"]}'],
    ['unknown goods', { goods: 99999 }, '{"goods":["无效主键 “99999” － 对象不存在。"]}'],
  ])('are not made of %s', async (_what, body, text) => {
    const answer = await alice.post('/userfavs/', body);
    expect([answer.status, answer.text]).toEqual([400, text]);
  });

  it('are listed with their goods, as a bare array in the order of adding', async () => {
    const ids: number[] = [];
    for (const goods of [7, 6]) ids.push((await alice.post('/userfavs/', { goods })).json.id);
    const { status, json } = await alice.get('/userfavs/');
    expect(status).toBe(200);
    expect(Object.keys(json[0])).toEqual(['goods', 'id']);
    expect(json.map(({ goods, id }: any) => [goods.id, id])).toEqual([
      [7, ids[0]],
      [6, ids[1]],
    ]);
    expect(json[0].goods).toMatchObject({ fav_num: 1, name: '云南图书 7号 500G' });
  });

  it('are listed in a fixed number of queries', async () => {
    const count = async () => (await app.queries(() => alice.get('/userfavs/'))).length;
    for (const goods of [1, 2]) await alice.post('/userfavs/', { goods });
    const forTwo = await count();
    for (const goods of [3, 4, 5, 6, 7]) await alice.post('/userfavs/', { goods });
    expect(await count()).toBe(forTwo);
  });

  it('are looked up by the id of the goods', async () => {
    const { json } = await alice.post('/userfavs/', { goods: 5 });
    const found = await alice.get('/userfavs/5/');
    expect([found.status, found.text]).toEqual([200, `{"goods":5,"id":${json.id}}`]);
    expect(found.headers.get('allow')).toBe('GET, DELETE, HEAD, OPTIONS');
    for (const path of ['/userfavs/6/', '/userfavs/abc/']) {
      const absent = await alice.get(path);
      expect([absent.status, absent.text]).toEqual([404, '{"detail":"未找到。"}']);
    }
  });

  it('are removed once', async () => {
    await alice.post('/userfavs/', { goods: 8 });
    const removed = await alice.delete('/userfavs/8/');
    expect([removed.status, removed.text]).toEqual([204, '']);
    expect((await alice.delete('/userfavs/8/')).status).toBe(404);
    expect((await goodsOf(app, 8)).favouriteCount).toBe(0);
  });

  it("are nobody else's business", async () => {
    const bob = await shopper(app);
    await alice.post('/userfavs/', { goods: 9 });
    expect((await bob.get('/userfavs/')).json).toEqual([]);
    expect((await bob.get('/userfavs/9/')).status).toBe(404);
    expect((await bob.delete('/userfavs/9/')).status).toBe(404);
    expect((await app.get('/userfavs/')).status).toBe(401);
    expect((await alice.get('/userfavs/9/')).status).toBe(200);
  });

  describe('are counted', () => {
    it('as one when one user asks ten times at once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => alice.post('/userfavs/', { goods: 10 })),
      );
      expect(statuses(answers)).toEqual([201, ...Array<number>(9).fill(400)]);
      expect(await rows(10)).toBe(1);
      expect((await goodsOf(app, 10)).favouriteCount).toBe(1);
      const removals = await Promise.all(
        Array.from({ length: 10 }, () => alice.delete('/userfavs/10/')),
      );
      expect(statuses(removals)).toEqual([204, ...Array<number>(9).fill(404)]);
      expect((await goodsOf(app, 10)).favouriteCount).toBe(0);
    });

    it('however twenty users add and remove at once', async () => {
      const users = await shoppers(app, 20);
      const added = await Promise.all(users.map((user) => user.post('/userfavs/', { goods: 11 })));
      expect(statuses(added)).toEqual(Array(20).fill(201));
      expect((await goodsOf(app, 11)).favouriteCount).toBe(20);
      const mixed = await Promise.all(
        users.map((user, index) =>
          index % 2 === 0 ? user.delete('/userfavs/11/') : user.post('/userfavs/', { goods: 12 }),
        ),
      );
      expect(statuses(mixed)).toEqual([...Array(10).fill(201), ...Array(10).fill(204)]);
      expect(await rows(11)).toBe(10);
      expect((await goodsOf(app, 11)).favouriteCount).toBe(10);
      expect((await goodsOf(app, 12)).favouriteCount).toBe(10);
    });

    it('on the goods page, soon after', async () => {
      await app.get('/goods/13/');
      await alice.post('/userfavs/', { goods: 13 });
      await until(async () => (await app.get('/goods/13/')).json.fav_num === 1);
    });
  });
});

describe('favourites of goods that are ordered meanwhile', () => {
  const app = testApp(testSettings({ UNPAID_ORDERS_MAX: '100', THROTTLE_ORDER: '1000/minute' }), {
    seed: seedCatalogue,
  });

  it('wait for the order, or it for them, and never for one another', async () => {
    const debug = vi.spyOn(Logger.prototype, 'debug');
    onTestFinished(() => debug.mockRestore());
    const alice = await shopper(app);
    for (let goods = 1; goods <= 12; goods += 1) {
      await fill(alice, { [goods]: 1 });
      const answers = await Promise.all([
        alice.post('/orders/', ORDER),
        alice.post('/userfavs/', { goods }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    }
    const retries = debug.mock.calls.filter(([text]) => String(text).includes('starting over'));
    expect(retries).toEqual([]);
  });
});
