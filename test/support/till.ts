import type { TestApp } from './app.js';
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
