import type { Show } from '../support/box-office.js';
import type { Shopper } from '../support/shoppers.js';
import { MOBILE, ticketOrder } from '../support/tickets.js';
import { any, happens, upTo } from './chance.js';
import { pay, type Scene } from './scene.js';

/** Who buys tickets, and gives them back or is let in by them. */
export class Moviegoers {
  /** Ids of the ticket orders whose payment was acknowledged. */
  readonly paid: number[] = [];

  /** @param size rows and columns of their halls */
  constructor(
    private readonly scene: Scene,
    private readonly screenings: readonly Show[],
    private readonly size: readonly [rows: number, cols: number],
  ) {}

  /** @returns false when the buyer may have seats locked whose answer was lost, and can have no more */
  async visit(buyer: Shopper): Promise<boolean> {
    const { shop } = this.scene;
    const screening = any(this.screenings);
    await buyer.get(`/screenings/${screening.id}/seats/`);
    const [rows, cols] = this.size;
    const seat = screening.seat(upTo(rows), upTo(cols));
    const body = { screening: screening.id, seats: [seat], mobile: MOBILE };
    const locked = await buyer.post('/ticketorders/', body);
    if (locked.status !== 201) return false;
    const { id } = locked.json as { id: number };
    if (happens(0.4)) await buyer.delete(`/ticketorders/${id}/`);
    else if (await pay(this.scene, await ticketOrder(shop, id))) await this.use(buyer, id);
    return true;
  }

  private async use(buyer: Shopper, id: number): Promise<void> {
    const { shop, errands, boss } = this.scene;
    this.paid.push(id);
    errands.count('tickets paid');
    if (happens(0.4)) {
      errands.add('tickets given back', () => buyer.post(`/ticketorders/${id}/refund/`, {}));
    }
    if (happens(0.4)) {
      const { code } = await ticketOrder(shop, id);
      errands.add('let in', () => boss.post(`/tickets/${code}/checkin/`, {}));
    }
  }
}
