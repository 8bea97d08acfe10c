import type { Answer, TestApp } from './app.js';
import { goodsOf } from './stock.js';
import type { Shopper } from './shoppers.js';
import { Order, OrderLine } from '../../src/orders/index.js';

/** What a storefront sends with an order. */
export const ORDER = {
  post_script: '快点发货',
  address: '浙江省杭州市西湖区文三路1号',
  signer_name: '爱丽丝',
  singer_mobile: '13900000001',
  order_mount: 0.30000000000000004,
};

/** Puts so many pieces of some goods, by id, into the cart. */
export async function fill(shopper: Shopper, pieces: Record<number, number>): Promise<void> {
  for (const [goods, nums] of Object.entries(pieces)) {
    const answer = await shopper.post('/shopcarts/', { goods, nums });
    if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  }
}

/** How a family of storefronts fills its cart and orders what is in it. */
export interface TillDialect {
  /** Puts so many pieces of some goods, by id, into the cart; whatever an order needs is there then. */
  fill(shopper: Shopper, pieces: Record<number, number>): Promise<void>;
  order(shopper: Shopper, headers?: Record<string, string>): Promise<Answer>;
  /** Sets how many pieces of some goods the cart has. */
  set(shopper: Shopper, goods: number, pieces: number): Promise<Answer>;
  add(shopper: Shopper, goods: number, pieces: number): Promise<Answer>;
  remove(shopper: Shopper, goods: number): Promise<Answer>;
  /** What became of an order: 201 or 400, wherever the family says so. */
  outcome(answer: Answer): number;
  /** What is said when nothing is selected. */
  readonly emptyCart: string;
}

const byStatus = ({ status }: Answer) => status;

const MXSHOP: TillDialect = {
  fill,
  order: (shopper, headers) => shopper.post('/orders/', ORDER, headers),
  set: (shopper, goods, nums) => shopper.patch(`/shopcarts/${goods}/`, { nums }),
  add: (shopper, goods, nums) => shopper.post('/shopcarts/', { goods, nums }),
  remove: (shopper, goods) => shopper.delete(`/shopcarts/${goods}/`),
  outcome: byStatus,
  emptyCart: '{"non_field_errors":["购物车中没有选中的商品"]}',
};

/** Where the parcels of shoppers at the Meiduo pages go: ids of their addresses. */
const addresses = new WeakMap<Shopper, number>();

const MEIDUO: TillDialect = {
  async fill(shopper, pieces) {
    if (!addresses.has(shopper)) addresses.set(shopper, await addressOf(shopper));
    for (const [sku, count] of Object.entries(pieces)) {
      const answer = await MEIDUO.add(shopper, Number(sku), count);
      if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
    }
  },
  order: (shopper, headers) =>
    shopper.post('/orders/', { address: addresses.get(shopper) ?? 0, pay_method: 2 }, headers),
  set: (shopper, sku_id, count) => shopper.request('PUT', '/cart/', { body: { sku_id, count } }),
  add: (shopper, sku_id, count) => shopper.post('/cart/', { sku_id, count }),
  remove: (shopper, sku_id) => shopper.request('DELETE', '/cart/', { body: { sku_id } }),
  outcome: byStatus,
  emptyCart: '["购物车中没有选中的商品"]',
};

const SESSION: TillDialect = {
  async fill(shopper, pieces) {
    if (!addresses.has(shopper)) addresses.set(shopper, await addressOf(shopper));
    for (const [sku, count] of Object.entries(pieces)) {
      const answer = await SESSION.add(shopper, Number(sku), count);
      if (answer.status !== 200) throw new Error(`${answer.status} ${answer.text}`);
    }
  },
  order: (shopper, headers) =>
    shopper.fromPages(
      'POST',
      '/session/orders/commit/',
      { address_id: addresses.get(shopper) ?? 0, pay_method: 2 },
      headers,
    ),
  set: (shopper, sku_id, count) =>
    shopper.fromPages('PUT', '/session/carts/', { sku_id, count, selected: true }),
  add: (shopper, sku_id, count) => shopper.fromPages('POST', '/session/carts/', { sku_id, count }),
  remove: (shopper, sku_id) => shopper.fromPages('DELETE', '/session/carts/', { sku_id }),
  outcome: ({ status, json }) => (status === 200 && json.code === 0 ? 201 : (json.code as number)),
  emptyCart: '{"code":400,"errmsg":"购物车中没有选中的商品"}',
};

/** All families: they share carts, orders and stock. */
export const TILL_DIALECTS: [name: string, dialect: TillDialect][] = [
  ['MxShop', MXSHOP],
  ['Meiduo', MEIDUO],
  ['the session pages', SESSION],
];

/** Writes an address of the shopper's own; @returns its id */
export async function addressOf(shopper: Shopper): Promise<number> {
  const answer = await shopper.post('/address/', {
    province: '浙江省',
    city: '杭州市',
    district: '西湖区',
    address: '文三路1号',
    signer_name: '爱丽丝',
    signer_mobile: '13900000001',
  });
  if (answer.status !== 201) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json.id;
}

/** Where the pieces of some goods are. */
export interface Whereabouts {
  /** Can still be bought. */
  readonly stock: number;
  /** In orders that wait for their payment. */
  readonly ordered: number;
  /** In paid orders. */
  readonly sold: number;
  /** As the goods themselves count what was sold. */
  readonly soldCount: number;
}

export async function whereabouts(app: TestApp, goodsId: number): Promise<Whereabouts> {
  const { stock, soldCount } = await goodsOf(app, goodsId);
  const pieces = async (statuses: string[]) => {
    const sum = await app.dataSource.manager
      .createQueryBuilder(OrderLine, 'line')
      .innerJoin(Order, 'o', 'o.id = line.orderId')
      .select('SUM(line.quantity)', 'pieces')
      .where('line.goodsId = :goodsId AND o.status IN (:...statuses)', { goodsId, statuses })
      .getRawOne<{ pieces: string | number | null }>();
    return Number(sum?.pieces ?? 0);
  };
  return {
    stock,
    soldCount,
    ordered: await pieces(['paying']),
    sold: await pieces(['TRADE_SUCCESS', 'TRADE_FINISHED', 'PARTLY_REFUNDED']),
  };
}

export function ordersOf(app: TestApp, { id }: Shopper): Promise<Order[]> {
  return app.dataSource.manager.find(Order, { where: { userId: id }, order: { id: 'ASC' } });
}
