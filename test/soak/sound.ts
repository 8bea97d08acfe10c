import { expect } from 'vitest';
import { Payment } from '../../src/payments/entities/index.js';
import { refundedCents } from '../../src/sandbox/alipay/trades.js';
import type { PaidShop } from '../support/payments.js';

/** What is wrong in a box office. Each finds nothing in a sound one. */
export const WRONG_TICKETS: Readonly<Record<string, string>> = {
  'seats that two have paid for': `
    SELECT o.screeningId, line.seatId, COUNT(*) AS owners FROM tickets_line line
    JOIN tickets_order o ON o.id = line.orderId AND o.status IN ('paid', 'refunding')
    GROUP BY o.screeningId, line.seatId HAVING COUNT(*) > 1`,
  'paid seats that are not sold to whoever paid': `
    SELECT o.id, line.seatId FROM tickets_line line
    JOIN tickets_order o ON o.id = line.orderId AND o.status IN ('paid', 'refunding')
    LEFT JOIN cinemas_screening_seat seat ON seat.screeningId = o.screeningId
      AND seat.seatId = line.seatId AND seat.state = 'sold' AND seat.holder = o.sn
    WHERE seat.seatId IS NULL`,
  'sold seats that nobody has paid for, or whose money went back': `
    SELECT seat.screeningId, seat.seatId FROM cinemas_screening_seat seat
    LEFT JOIN tickets_order o ON o.sn = seat.holder AND o.status IN ('paid', 'refunding')
    WHERE seat.state = 'sold' AND o.id IS NULL`,
  'held seats that nobody is about to pay for': `
    SELECT seat.screeningId, seat.seatId FROM cinemas_screening_seat seat
    LEFT JOIN tickets_order o ON o.sn = seat.holder AND o.status = 'paying'
    WHERE seat.state = 'held' AND o.id IS NULL`,
  'tickets that let somebody in and whose money went back': `
    SELECT o.id, o.status FROM tickets_order o
    WHERE o.checkedInAt IS NOT NULL AND o.status IN ('refunding', 'refunded')`,
  'paid tickets without their one payment': `
    SELECT o.id, COUNT(payment.id) AS payments FROM tickets_order o
    LEFT JOIN payments_payment payment ON payment.orderSn = o.sn AND payment.kind = 'paid'
      AND payment.tradeNo = o.tradeNo AND payment.amountCents = o.totalCents
    GROUP BY o.id, o.status
    HAVING (o.status IN ('paid', 'refunding', 'refunded')) <> (COUNT(payment.id) = 1)`,
  'tickets that book another sum than was refunded': `
    SELECT o.id, o.status, o.refundedCents, SUM(refund.amountCents) AS refunds FROM tickets_order o
    LEFT JOIN payments_refund refund
      ON refund.orderSn = o.sn AND refund.state = 'done' AND refund.isBooked = TRUE
    GROUP BY o.id, o.status, o.refundedCents, o.totalCents
    HAVING o.refundedCents <> COALESCE(SUM(refund.amountCents), 0)
      OR (o.status = 'refunded') <> (o.refundedCents = o.totalCents)`,
  'states of tickets that their histories do not end with': `
    SELECT o.id, o.status FROM tickets_order o WHERE NOT EXISTS (
      SELECT 1 FROM tickets_change step WHERE step.orderId = o.id AND step.toStatus = o.status
        AND step.id = (SELECT MAX(id) FROM tickets_change WHERE orderId = o.id))`,
};

/** What is wrong among comments. */
export const WRONG_COMMENTS: Readonly<Record<string, string>> = {
  'comments that count other likes than there are': `
    SELECT said.id, said.likeCount, COUNT(mark.userId) AS likes FROM comments_comment said
    LEFT JOIN comments_like mark ON mark.commentId = said.id
    GROUP BY said.id, said.likeCount HAVING said.likeCount <> COUNT(mark.userId)`,
  'replies to replies, or about another movie': `
    SELECT reply.id FROM comments_comment reply
    JOIN comments_comment head ON head.id = reply.replyToId
    WHERE head.replyToId IS NOT NULL OR head.movieId <> reply.movieId`,
  'deleted comments that still say something': `
    SELECT id FROM comments_comment WHERE isDeleted = TRUE AND text <> ''`,
  'users who are banned though the record says otherwise': `
    SELECT u.id FROM users_user u LEFT JOIN comments_ban ban ON ban.userId = u.id
    LEFT JOIN comments_moderation step
      ON step.userId = u.id AND step.action IN ('ban', 'unban')
    GROUP BY u.id
    HAVING SUM(CASE step.action WHEN 'ban' THEN 1 WHEN 'unban' THEN -1 ELSE 0 END)
      <> (MAX(ban.id) IS NOT NULL)`,
};

/** What is left to be done once everybody is gone: nothing, after the sweeps. */
export const UNDONE: Readonly<Record<string, string>> = {
  'refunds that wait for the provider': `SELECT id FROM payments_refund WHERE state <> 'done'`,
  'tickets about to be refunded': `SELECT id FROM tickets_order WHERE status = 'refunding'`,
};

/** The provider has given back what the shop has booked, of every payment. */
export async function expectSameAtProvider({ manager, sandbox }: PaidShop): Promise<void> {
  for (const { orderSn, tradeNo, refundedCents: booked } of await manager.find(Payment)) {
    const trade = sandbox.trades.find(orderSn, tradeNo)!;
    expect([orderSn, refundedCents(trade)]).toEqual([orderSn, booked]);
  }
}
