import { OrderLine } from '../../src/orders/index.js';
import { PARCEL } from '../support/fulfilment.js';
import type { Shopper } from '../support/shoppers.js';
import { ORDER } from '../support/till.js';
import { any, happens, upTo } from './chance.js';
import { pay, type Scene } from './scene.js';

interface Bought {
  readonly buyer: Shopper;
  /** Of the order, and of its only line. */
  readonly id: number;
  readonly line: number;
}

/** Who buys goods, and all that comes after: parcels, refunds, returns, reviews. */
export class Customers {
  /** Numbers of the orders whose payment was acknowledged. */
  readonly paid: string[] = [];

  /** @param goods ids of what they buy */
  constructor(
    private readonly scene: Scene,
    private readonly goods: readonly number[],
  ) {}

  /** A visit of one customer. */
  async visit(buyer: Shopper): Promise<void> {
    const { shop, errands } = this.scene;
    await buyer.get(`/goods/?page=${upTo(3)}`);
    const added = await buyer.post('/shopcarts/', { goods: any(this.goods), nums: 1 });
    if (added.status !== 201) return;
    const placed = await buyer.post('/orders/', ORDER);
    if (placed.status !== 201) return;
    const { id, order_sn: sn } = placed.json as { id: number; order_sn: string };
    if (happens(0.2)) return;
    if (!(await pay(this.scene, await shop.order(sn)))) return;
    this.paid.push(sn);
    errands.count('order paid');
    const [line] = await shop.manager.findBy(OrderLine, { orderId: id });
    this.send({ buyer, id, line: line!.id });
  }

  private send(bought: Bought): void {
    const { errands, boss } = this.scene;
    const { id } = bought;
    if (happens(0.2)) {
      const part = { amount: '1.00' };
      errands.add('part refunded', () => boss.post(`/orders/${id}/refund/`, part));
    }
    errands.add(
      'sent',
      () => boss.post(`/staff/orders/${id}/ship/`, PARCEL),
      () => this.receive(bought),
    );
  }

  private receive(bought: Bought): void {
    const { buyer, id } = bought;
    this.scene.errands.add(
      'received',
      () => buyer.post(`/orders/${id}/receive/`, {}),
      () => {
        if (happens(0.6)) this.review(bought);
        if (happens(0.5)) this.giveBack(bought);
      },
    );
  }

  private review({ buyer, line }: Bought): void {
    const { errands, boss } = this.scene;
    const words = { line, score: upTo(5), comment: '好' };
    errands.add(
      'reviewed',
      () => buyer.post('/reviews/', words),
      ({ json }) => {
        if (!happens(0.2)) return;
        const path = `/staff/reviews/${json.id}/`;
        errands.add('review hidden', () => boss.patch(path, { hidden: true }));
      },
    );
  }

  private giveBack({ buyer, id, line }: Bought): void {
    const { errands, boss } = this.scene;
    const pieces = { lines: [{ line, count: 1 }], reason: '破损' };
    errands.add(
      'return asked for',
      () => buyer.post(`/orders/${id}/returns/`, pieces),
      ({ json }) => {
        const path = `/staff/returns/${json.id}`;
        if (happens(0.2)) {
          const own = `/orders/${id}/returns/${json.id}/withdraw/`;
          errands.add('return withdrawn', () => buyer.post(own, {}));
        }
        if (happens(0.2))
          return errands.add('return refused', () => boss.post(`${path}/refuse/`, {}));
        errands.add(
          'return accepted',
          () => boss.post(`${path}/accept/`, {}),
          () => {
            const arrival = { restock: happens(0.5) };
            errands.add('return arrived', () => boss.post(`${path}/arrive/`, arrival));
          },
        );
      },
    );
  }
}
