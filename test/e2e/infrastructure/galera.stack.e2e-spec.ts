import { In } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/application.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { OrderLine } from '../../../src/orders/index.js';
import { TestApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { freePort } from '../../support/free-port.js';
import { galeraCluster } from '../../support/galera.js';
import { testSettings } from '../../support/settings.js';
import { shoppers, type Shopper } from '../../support/shoppers.js';
import { until } from '../../support/until.js';

const DATABASE = 'shop';
const ORDER = {
  post_script: '',
  address: '浙江省杭州市西湖区文三路1号',
  signer_name: '爱丽丝',
  singer_mobile: '13900000001',
};

describe('a shop on a Galera cluster', () => {
  const cluster = galeraCluster(3, DATABASE);
  const common = testSettings();
  const apps = [new TestApp(), new TestApp()] as const;
  const [one, other] = apps;

  beforeAll(async () => {
    const { servers } = cluster;
    // Both find empty tables, each on another server.
    await Promise.all(
      apps.map(async (app, index) => {
        const [first, ...rest] = [...servers.slice(index), ...servers.slice(0, index)];
        const settings = Object.assign(Object.create(common), {
          databaseUrl: `mysql://root@127.0.0.1:${first!.port}/${DATABASE}`,
          databaseFallbacks: rest.map(({ port }) => ({ host: '127.0.0.1', port })),
        });
        app.nest = await createApplication(settings);
        const port = await freePort();
        await app.nest.listen(port, '127.0.0.1');
        app.url = `http://127.0.0.1:${port}`;
      }),
    );
    await seedCatalogue(one);
  }, 120_000);
  afterAll(() => Promise.all(apps.map(({ nest }) => nest?.close())));

  const stockOf = async (ids: number[]) => {
    const rows = await other.dataSource.manager.findBy(Goods, { id: In(ids) });
    return rows.reduce((sum, { stock }) => sum + stock, 0);
  };
  const soldOf = async (ids: number[]) => {
    const lines = await other.dataSource.manager.findBy(OrderLine, { goodsId: In(ids) });
    return lines.reduce((sum, { quantity }) => sum + quantity, 0);
  };
  const setStock = (ids: number[], stock: number) =>
    one.unitOfWork.run(({ manager }) => manager.update(Goods, { id: In(ids) }, { stock }));

  /** Buys one piece of each, at one server; asks again where it was told to. @returns the status */
  const buy = async (buyer: Shopper, goods: number[]): Promise<number> => {
    for (const id of goods) {
      const added = await patiently(() => buyer.post('/shopcarts/', { goods: id, nums: 1 }));
      if (added.status !== 201) return added.status;
    }
    return (await patiently(() => buyer.post('/orders/', ORDER))).status;
  };

  it('shows at each server what was written at another', async () => {
    const buyers = await shoppers(one, 20);
    const seen = await Promise.all(
      buyers.map(async (buyer) => {
        const { status } = await buyer.post('/userfavs/', { goods: 1 });
        const { json } = await buyer.at(other).get('/userfavs/');
        return [status, json.length];
      }),
    );
    expect(seen).toEqual(buyers.map(() => [201, 1]));
  });

  it('sells each piece once, whichever server is asked', async () => {
    const goods = [3, 4];
    await setStock(goods, 10);
    const buyers = await shoppers(one, 30);
    const statuses = await Promise.all(
      buyers.map((buyer, index) => buy(buyer.at(apps[index % 2]!), goods)),
    );
    expect(statuses.filter((status) => status === 201)).toHaveLength(10);
    expect(statuses.filter((status) => status === 400)).toHaveLength(20);
    expect([await stockOf(goods), await soldOf(goods)]).toEqual([0, 20]);
  });

  it('goes on at another server when one is lost, and loses no piece', async () => {
    const goods = [5, 6];
    await setStock(goods, 1000);
    const buyers = await shoppers(one, 24);
    const orders = buyers.map((buyer, index) => buy(buyer.at(apps[index % 2]!), goods));
    await Promise.race(orders);
    await cluster.servers[1]!.kill();
    const statuses = await Promise.all(orders);
    // A commit that was never answered is the one thing that nobody asks again.
    expect(new Set(statuses)).toEqual(new Set([201]));
    const [latecomer] = await shoppers(other, 1);
    expect(await buy(latecomer!.at(other), goods)).toBe(201);
    await until(async () => (await stockOf(goods)) + (await soldOf(goods)) === 2000);
    expect(await soldOf(goods)).toBeGreaterThanOrEqual(2 * 25);
  });
});

type Answer = Awaited<ReturnType<Shopper['post']>>;

/** Asks again as long as the answer is that this should be done. */
async function patiently(ask: () => Promise<Answer>): Promise<Answer> {
  let answer = await ask();
  await until(async () => {
    if (answer.status !== 503) return true;
    answer = await ask();
    return false;
  }, 30_000);
  return answer;
}
