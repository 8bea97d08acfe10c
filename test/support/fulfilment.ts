import { Order, OrderPayments } from '../../src/orders/index.js';
import { FulfilmentService } from '../../src/orders/fulfilment/fulfilment.service.js';
import type { TestApp } from './app.js';
import type { Shopper } from './shoppers.js';
import { fill, ORDER } from './till.js';

/** An order of these pieces, by id of the goods, that is paid. */
export async function paidOrder(
  app: TestApp,
  buyer: Shopper,
  pieces: Record<number, number>,
): Promise<Order> {
  await fill(buyer, pieces);
  const { json } = await buyer.post('/orders/', ORDER);
  const { sn, totalCents: amountCents } = await reloadOrder(app, json.id);
  const payment = { sn, amountCents, tradeNo: `trade ${sn}`, paidAt: new Date() };
  await app.unitOfWork.run((tx) => app.nest.get(OrderPayments).markPaid(tx, payment));
  return reloadOrder(app, json.id);
}

/** The order as stored now. */
export function reloadOrder(app: TestApp, id: number): Promise<Order> {
  return app.dataSource.manager.findOneOrFail(Order, { where: { id }, relations: { lines: true } });
}

export const PARCEL = { carrier: '顺丰速运', tracking_number: 'SF1234567890' };

/** An order of these pieces, by id of the goods, that has been paid, sent and received. */
export async function receivedOrder(
  app: TestApp,
  buyer: Shopper,
  pieces: Record<number, number>,
): Promise<Order> {
  const { id } = await paidOrder(app, buyer, pieces);
  const fulfilment = app.nest.get(FulfilmentService);
  const parcel = { carrier: PARCEL.carrier, trackingNumber: PARCEL.tracking_number };
  await fulfilment.ship(id, parcel, buyer.id, (_tx, work) => work());
  await app.unitOfWork.run((tx) => fulfilment.receive(tx, id, buyer.id));
  return reloadOrder(app, id);
}
