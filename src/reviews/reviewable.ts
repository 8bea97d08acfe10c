import type { EntityManager } from 'typeorm';
import { Order, OrderLine } from '../orders/index.js';
import { ValidationError } from '../rest/index.js';
import { Review } from './entities/index.js';
import { MESSAGES } from './reviews.messages.js';

/**
 * The line of an order as long as the user may review it.
 *
 * @param orderOf reads the order of the line, e.g. locked
 * @throws ValidationError when it is not the user's, has not arrived, or is reviewed already
 */
export async function reviewable(
  manager: EntityManager,
  lineId: number,
  userId: number,
  orderOf = (id: number): Promise<Order | null> => manager.findOneBy(Order, { id }),
): Promise<OrderLine> {
  const refuse = (text: (typeof MESSAGES)[keyof typeof MESSAGES]) =>
    new ValidationError({ line: [text] });
  const line = await manager.findOneBy(OrderLine, { id: lineId });
  const order = line && (await orderOf(line.orderId));
  if (!line || order?.userId !== userId) throw refuse(MESSAGES.noSuchLine);
  if (order.fulfilment !== 'received') throw refuse(MESSAGES.notReceived);
  if (await manager.existsBy(Review, { lineId })) throw refuse(MESSAGES.alreadyReviewed);
  return line;
}
