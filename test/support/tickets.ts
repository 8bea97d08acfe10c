import { TicketOrder } from '../../src/tickets/entities/index.js';
import type { TestApp } from './app.js';
import type { Show } from './box-office.js';
import type { PaidShop } from './payments.js';
import type { Shopper } from './shoppers.js';

export const MOBILE = '13900000001';

/** Locks the seats at these places. @returns the order as it is answered */
export async function lock(
  buyer: Shopper,
  show: Show,
  places: [row: number, col: number][],
  mobile = MOBILE,
) {
  return buyer.post('/ticketorders/', {
    screening: show.id,
    seats: places.map(([row, col]) => show.seat(row, col)),
    mobile,
  });
}

/** The order as the database has it. */
export function ticketOrder(app: TestApp, id: number): Promise<TicketOrder> {
  return app.dataSource.manager.findOneByOrFail(TicketOrder, { id });
}

/** Has the provider say that the order is paid. @returns the words of the answer */
export async function pay(shop: PaidShop, id: number): Promise<string> {
  const fields = shop.payAtProvider(await ticketOrder(shop, id));
  return (await shop.notify(fields)).text;
}

/** Lets the hold of an order be over, and its order too. */
export async function expire(app: TestApp, id: number): Promise<void> {
  const past = new Date(Date.now() - 60_000);
  const { sn } = await ticketOrder(app, id);
  await app.unitOfWork.run(async ({ manager }) => {
    await manager.update(TicketOrder, id, { closesAt: past });
    await manager.query(
      `UPDATE cinemas_screening_seat SET heldUntil = '2020-01-01 00:00:00' WHERE holder = '${sn}'`,
    );
  });
}
