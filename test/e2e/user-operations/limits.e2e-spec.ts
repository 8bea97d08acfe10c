import { beforeEach, describe, expect, it } from 'vitest';
import { CartLine } from '../../../src/cart/entities/index.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { Address, Favourite, UserMessage } from '../../../src/user-operations/entities/index.js';
import { testApp, type Answer } from '../../support/app.js';
import { GOODS_COUNT, seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';

/** Requests that come at once when there is room for two more. */
const AT_ONCE = 8;
/** Goods enough for the longest list. */
const MANY = 600;

const app = testApp(testSettings({ THROTTLE_UPLOAD: '1000/minute' }), {
  seed: async (shop) => {
    await seedCatalogue(shop);
    await shop.unitOfWork.run(async ({ manager }) => {
      const { id: _id, ...goods } = await manager.findOneByOrFail(Goods, { id: 1 });
      const others = Array.from({ length: MANY }, (_, index) => ({
        ...goods,
        id: GOODS_COUNT + 1 + index,
        sn: `many-${index}`,
      }));
      await manager.insert(Goods, others);
    });
  },
});

describe('of what one user keeps', () => {
  let alice: Shopper;
  beforeEach(async () => {
    alice = await shopper(app);
  });

  const now = new Date();
  /** Rows of one user that are there before, made without requests. */
  const keep =
    (entity: typeof Address | typeof CartLine | typeof Favourite | typeof UserMessage) =>
    (rows: number, row: (index: number) => object) =>
      app.unitOfWork.run(({ manager }) =>
        manager.insert(
          entity,
          Array.from({ length: rows }, (_, index) => ({
            userId: alice.id,
            createdAt: now,
            updatedAt: now,
            ...row(index),
          })),
        ),
      );
  const ofGoods = (index: number) => ({ goodsId: GOODS_COUNT + 1 + index });

  /** @param ask the request of a number */
  async function atOnce(ask: (index: number) => Promise<Answer>): Promise<Answer[]> {
    return Promise.all(Array.from({ length: AT_ONCE }, (_, index) => ask(index)));
  }

  function expectTwo(answers: readonly Answer[], refusal: object): void {
    const refused = answers.filter(({ status }) => status === 400);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2);
    expect(refused.map(({ json }) => json)).toEqual(Array(AT_ONCE - 2).fill(refusal));
  }

  it('there are 20 addresses at most, however many are added at once', async () => {
    await keep(Address)(18, () => ({}));
    const add = () => alice.post('/address/', { signer_name: '张三', address: '1号' });
    expectTwo(await atOnce(add), { non_field_errors: ['保存地址数据已达到上限'] });
    expect((await alice.get('/address/')).json).toHaveLength(20);
  });

  it('one deleted address is remembered, however many are added and deleted', async () => {
    for (let time = 0; time < 3; time += 1) {
      const { json } = await alice.post('/address/', { signer_name: `${time}` });
      expect((await alice.delete(`/address/${json.id}/`)).status).toBe(204);
    }
    const rows = await app.dataSource.manager.findBy(Address, { userId: alice.id });
    expect(rows).toMatchObject([{ receiver: '2', isDeleted: true }]);
  });

  it('there are 500 messages at most, however many are sent at once', async () => {
    await keep(UserMessage)(498, () => ({ type: 1, subject: '', text: '在吗' }));
    const send = () => alice.post('/messages/', { message: '在吗' });
    expectTwo(await atOnce(send), { non_field_errors: ['留言已达到上限，请先删除一些'] });
    expect((await alice.get('/messages/')).json).toHaveLength(500);
  });

  it('there are 500 favourites at most, however many are added at once', async () => {
    await keep(Favourite)(498, ofGoods);
    const add = (index: number) => alice.post('/userfavs/', { goods: 1 + index });
    expectTwo(await atOnce(add), { non_field_errors: ['收藏已达到上限，请先取消一些'] });
    expect(await app.dataSource.manager.countBy(Favourite, { userId: alice.id })).toBe(500);
  });

  describe('there are 200 goods in the cart at most,', () => {
    const REFUSAL = { non_field_errors: ['购物车最多放200种商品'] };
    const lines = () => app.dataSource.manager.countBy(CartLine, { userId: alice.id });
    beforeEach(() => keep(CartLine)(198, (index) => ({ ...ofGoods(index), quantity: 1 })));

    it('however many are added at once', async () => {
      const add = (index: number) => alice.post('/shopcarts/', { goods: 1 + index, nums: 1 });
      expectTwo(await atOnce(add), REFUSAL);
      expect(await lines()).toBe(200);
    });

    it('to the Meiduo storefront too', async () => {
      const add = (index: number) => alice.post('/cart/', { sku_id: 1 + index, count: 1 });
      expectTwo(await atOnce(add), REFUSAL);
      const set = await alice.request('PUT', '/cart/', { body: { sku_id: 30, count: 1 } });
      expect([set.status, set.json]).toEqual([400, REFUSAL]);
      expect(await lines()).toBe(200);
    });

    it('of which there can be more pieces then', async () => {
      for (const goods of [1, 2]) await alice.post('/shopcarts/', { goods, nums: 1 });
      const more = await alice.post('/shopcarts/', { goods: 2, nums: 3 });
      expect([more.status, more.json]).toEqual([201, { nums: 4, goods: 2 }]);
    });
  });
});
