import type { EntityManager } from 'typeorm';
import { expect } from 'vitest';

type Found = Record<string, string | number | null>;

/** What is wrong: each of these finds nothing in a sound shop. The texts say what it would be. */
const WRONG: Readonly<Record<string, string>> = {
  'lines that were sent in other numbers than their parcels hold': `
    SELECT line.id, line.sentQuantity, SUM(packed.quantity) AS packed
    FROM orders_line line LEFT JOIN orders_shipment_line packed ON packed.lineId = line.id
    GROUP BY line.id, line.sentQuantity, line.quantity
    HAVING line.sentQuantity <> COALESCE(SUM(packed.quantity), 0) OR line.sentQuantity > line.quantity`,
  'orders whose parcels do not fit their fulfilment': `
    SELECT o.id, o.fulfilment, SUM(line.sentQuantity) AS sent, SUM(line.quantity) AS pieces
    FROM orders_order o JOIN orders_line line ON line.orderId = o.id
    GROUP BY o.id, o.fulfilment, o.status
    HAVING (o.fulfilment IN ('none', 'to_send') AND SUM(line.sentQuantity) > 0)
      OR (o.fulfilment IN ('sent', 'received', 'returned') AND o.status <> 'REFUNDED'
        AND SUM(line.sentQuantity) < SUM(line.quantity))`,
  'lines of which more comes back than was sent': `
    SELECT line.id, line.sentQuantity, SUM(part.quantity) AS back
    FROM orders_return_line part
    JOIN orders_return ret ON ret.id = part.returnId AND ret.status <> 'refused'
    JOIN orders_line line ON line.id = part.lineId
    GROUP BY line.id, line.sentQuantity HAVING SUM(part.quantity) > line.sentQuantity`,
  'orders that came back as a whole and do not say so, or say so wrongly': `
    SELECT o.id, o.fulfilment, SUM(line.sentQuantity) AS sent, SUM(COALESCE(back.pieces, 0)) AS back
    FROM orders_order o JOIN orders_line line ON line.orderId = o.id
    LEFT JOIN (
      SELECT part.lineId, SUM(part.quantity) AS pieces FROM orders_return_line part
      JOIN orders_return ret ON ret.id = part.returnId AND ret.status IN ('arrived', 'refunded')
      GROUP BY part.lineId
    ) back ON back.lineId = line.id
    GROUP BY o.id, o.fulfilment HAVING SUM(line.sentQuantity) > 0
      AND (o.fulfilment = 'returned') <> (SUM(line.sentQuantity) = SUM(COALESCE(back.pieces, 0)))`,
  'payments of which another sum was set aside than their refunds have': `
    SELECT payment.id, payment.refundedCents, SUM(refund.amountCents) AS refunds
    FROM payments_payment payment
    LEFT JOIN payments_refund refund
      ON refund.paymentId = payment.id AND refund.state IN ('pending', 'done')
    GROUP BY payment.id, payment.refundedCents, payment.amountCents
    HAVING payment.refundedCents <> COALESCE(SUM(refund.amountCents), 0)
      OR payment.refundedCents > payment.amountCents`,
  'orders that book another sum than was refunded': `
    SELECT o.id, o.status, o.refundedCents, SUM(refund.amountCents) AS refunds FROM orders_order o
    LEFT JOIN payments_refund refund ON refund.orderSn = o.sn AND refund.state = 'done'
    GROUP BY o.id, o.status, o.refundedCents, o.totalCents
    HAVING o.refundedCents <> COALESCE(SUM(refund.amountCents), 0)
      OR (o.status = 'REFUNDED') <> (o.refundedCents = o.totalCents)`,
  'paid orders without their one payment': `
    SELECT o.id, o.tradeNo, COUNT(payment.id) AS payments FROM orders_order o
    LEFT JOIN payments_payment payment ON payment.orderSn = o.sn AND payment.kind = 'paid'
      AND payment.tradeNo = o.tradeNo AND payment.amountCents = o.totalCents
    GROUP BY o.id, o.tradeNo HAVING (o.tradeNo IS NOT NULL) <> (COUNT(payment.id) = 1)`,
  'returns that are paid back while their refund is not done, or the other way round': `
    SELECT ret.id, ret.status, refund.state FROM orders_return ret
    JOIN payments_refund refund ON refund.id = ret.refundId
    WHERE (ret.status = 'refunded') <> (refund.state = 'done')`,
  'goods that count other reviews than there are': `
    SELECT goods.id, goods.reviewCount, goods.scoreSum, COUNT(review.id) AS reviews
    FROM goods LEFT JOIN reviews_review review
      ON review.goodsId = goods.id AND review.isHidden = FALSE
    GROUP BY goods.id, goods.reviewCount, goods.scoreSum
    HAVING goods.reviewCount <> COUNT(review.id)
      OR goods.scoreSum <> COALESCE(SUM(review.score), 0)`,
  'reviews of what has not arrived': `
    SELECT review.id FROM reviews_review review
    WHERE NOT EXISTS (
      SELECT 1 FROM orders_line line JOIN orders_change step
        ON step.orderId = line.orderId AND step.toStatus = 'received'
      WHERE line.id = review.lineId AND line.goodsId = review.goodsId)`,
  'states of orders that their histories do not end with': `
    SELECT o.id, o.status, o.fulfilment FROM orders_order o
    WHERE NOT EXISTS (SELECT 1 FROM orders_change step WHERE step.orderId = o.id
        AND step.track = 'payment' AND step.toStatus = o.status
        AND step.id = (SELECT MAX(id) FROM orders_change WHERE orderId = o.id AND track = 'payment'))
      OR (o.fulfilment <> 'none' AND NOT EXISTS (
        SELECT 1 FROM orders_change step WHERE step.orderId = o.id
        AND step.track = 'fulfilment' AND step.toStatus = o.fulfilment
        AND step.id = (
          SELECT MAX(id) FROM orders_change WHERE orderId = o.id AND track = 'fulfilment')))`,
};

/** Orders, parcels, returns, payments, refunds and reviews fit one another, as their tables have it. */
export async function expectSoundLife(manager: EntityManager): Promise<void> {
  await expectNone(manager, WRONG);
}

/** None of these statements finds anything. @param wrong statements by what they look for */
export async function expectNone(
  manager: EntityManager,
  wrong: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [what, sql] of Object.entries(wrong)) {
    expect([what, await manager.query<Found[]>(sql)]).toEqual([what, []]);
  }
}

/**
 * Where the pieces of goods went.
 *
 * @returns pieces that there were in all, and pieces that the goods should count as sold
 */
export async function pieces(
  manager: EntityManager,
  goodsId: number,
): Promise<{ total: number; sold: number; soldCount: number }> {
  const [row] = await manager.query<Found[]>(
    `SELECT goods.stock, goods.soldCount,
      (SELECT SUM(line.quantity) FROM orders_line line JOIN orders_order o ON o.id = line.orderId
        WHERE line.goodsId = goods.id AND o.status IN ('paying', 'on_delivery')) AS opened,
      (SELECT SUM(line.quantity) FROM orders_line line JOIN orders_order o ON o.id = line.orderId
        WHERE line.goodsId = goods.id AND o.tradeNo IS NOT NULL) AS paid,
      (SELECT SUM(line.quantity) FROM orders_line line JOIN orders_order o ON o.id = line.orderId
        WHERE line.goodsId = goods.id AND o.status = 'REFUNDED' AND o.fulfilment = 'none') AS unsent,
      (SELECT SUM(part.quantity) FROM orders_return_line part
        JOIN orders_return ret ON ret.id = part.returnId AND ret.isRestocked = TRUE
        JOIN orders_line line ON line.id = part.lineId WHERE line.goodsId = goods.id) AS back
    FROM goods WHERE goods.id = ?`,
    [goodsId],
  );
  const count = (name: string) => Number(row![name] ?? 0);
  return {
    total: count('stock') + count('opened') + count('soldCount'),
    sold: count('paid') - count('unsent') - count('back'),
    soldCount: count('soldCount'),
  };
}
