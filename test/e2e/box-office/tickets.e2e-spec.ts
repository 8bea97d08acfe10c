import { describe, expect, it } from 'vitest';
import { ScreeningSeat } from '../../../src/cinemas/entities/index.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { TicketExpiry } from '../../../src/tickets/ticket-expiry.js';
import { UserPermission } from '../../../src/users/entities/index.js';
import { show } from '../../support/box-office.js';
import { paidShop } from '../../support/payments.js';
import { shopper, shoppers } from '../../support/shoppers.js';
import { expire, lock, MOBILE, pay, ticketOrder } from '../../support/tickets.js';
import { until } from '../../support/until.js';

const app = await paidShop({ THROTTLE_TICKET: '1000/second' });

const stateOf = async (id: number) => (await app.get(`/screenings/${id}/seats/`)).json;

/** Somebody who may check tickets. */
async function usher() {
  const somebody = await shopper(app);
  await app.unitOfWork.run(({ manager }) =>
    manager.insert(UserPermission, {
      userId: somebody.id,
      permission: 'tickets.change_ticketorder',
    }),
  );
  return somebody;
}

describe('a lock of seats', () => {
  it('is all together, with where to pay and how long', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const seats = [screening.seat(1, 4), screening.seat(1, 5)];
    const answer = await buyer.post('/ticketorders/', {
      screening: screening.id,
      seats,
      mobile: MOBILE,
      expected_total: '66.00',
    });
    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({
      order_sn: null,
      status: 'paying',
      amount: 66,
      code: null,
      qr_code: '',
      seats: [
        { id: seats[0], label: '1排4座', zone: '普通区', price: 33, fee: 0 },
        { id: seats[1], label: '1排5座' },
      ],
    });
    expect(answer.json.serial_sn).toMatch(/^T\d{21,}$/);
    expect(answer.json.seconds_left).toBeGreaterThan(890);
    expect(answer.json.alipay_url).toMatch(/^http/);
    const state = await buyer.get(`/screenings/${screening.id}/seats/`);
    expect(state.json).toMatchObject({ locked: seats, mine: seats, sold: [], on_sale: true });
    expect(await stateOf(screening.id)).toMatchObject({ locked: seats, mine: [] });
  });

  it('answers a lock with what reading the order shows', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const { json } = await lock(buyer, screening, [
      [1, 5],
      [1, 4],
    ]);
    const read = await buyer.get(`/ticketorders/${json.id}/`);
    // These two go on with the clock and with the version that is told to everybody.
    const { seconds_left: left, ...shown } = read.json;
    expect(json).toEqual({ ...shown, seconds_left: expect.any(Number) });
    expect(json.seconds_left - left).toBeLessThan(5);
    const seen = await stateOf(screening.id);
    await lock(await shopper(app), screening, [[2, 1]]);
    expect((await stateOf(screening.id)).version).toBe(seen.version + 1);
  });

  it('names the seats that somebody else has, and takes none of the others', async () => {
    const screening = await show(app);
    const [first, second] = await shoppers(app, 2);
    await lock(first!, screening, [[2, 1]]);
    const answer = await lock(second!, screening, [
      [2, 1],
      [2, 2],
    ]);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      seats: ['座位 2排1座 已被锁定或售出。'],
      taken: [screening.seat(2, 1)],
    });
    expect((await stateOf(screening.id)).locked).toEqual([screening.seat(2, 1)]);
  });

  it('refuses choices that cannot be', async () => {
    const screening = await show(app);
    const other = await show(app);
    const buyer = await shopper(app);
    const choose = async (seats: number[], more = {}) => {
      const body = { screening: screening.id, seats, mobile: MOBILE, ...more };
      const answer = await buyer.post('/ticketorders/', body);
      expect(answer.status).toBe(400);
      return answer.json;
    };
    const [a, b] = [screening.seat(1, 1), screening.seat(1, 2)];
    expect(await choose([])).toEqual({ seats: ['列表不能为空。'] });
    expect(await choose([a, a])).toEqual({ seats: ['座位重复'] });
    expect(await choose([other.seat(1, 1)])).toEqual({ seats: ['该场次没有这个座位'] });
    expect(await choose([1, 2, 3, 4, 5].map((col) => screening.seat(1, col)))).toEqual({
      seats: ['每单最多购买 4 张'],
    });
    expect(await choose([screening.seat(5, 1)])).toEqual({ seats: ['情侣座须成对购买'] });
    expect(await choose([a, b], { expected_total: '1.00' })).toEqual({
      expected_total: ['当前应付金额为66.00元'],
    });
    expect(await choose([a], { mobile: '123' })).toEqual({ mobile: ['请输入有效的手机号'] });
    expect(await choose([a], { screening: 999_999 })).toMatchObject({ screening: [/999999/] });
    expect((await stateOf(screening.id)).locked).toEqual([]);
  });

  it('leaves no single seats where the cinema says so', async () => {
    const screening = await show(app, { gapRule: 'enforce' });
    const buyer = await shopper(app);
    const between = await lock(buyer, screening, [
      [1, 1],
      [1, 3],
    ]);
    expect(between.json).toEqual({ seats: ['座位中间不要留空'] });
    expect((await lock(buyer, screening, [[1, 2]])).json).toEqual({
      seats: ['座位旁边不要留空'],
    });
    expect((await lock(buyer, screening, [[1, 1]])).status).toBe(201);
  });

  it('is one per screening and three in all, until paid or released', async () => {
    const buyer = await shopper(app);
    const shows = [await show(app), await show(app), await show(app), await show(app)];
    for (const each of shows.slice(0, 3)) {
      expect((await lock(buyer, each, [[1, 1]])).status).toBe(201);
    }
    expect((await lock(buyer, shows[0]!, [[1, 2]])).json).toEqual({
      non_field_errors: ['您在该场次有未支付的订单，请先支付或取消'],
    });
    expect((await lock(buyer, shows[3]!, [[1, 1]])).json).toEqual({
      non_field_errors: ['您有3笔未支付的购票订单'],
    });
    const { json } = await buyer.get('/ticketorders/');
    expect(json.count).toBe(3);
    expect((await buyer.delete(`/ticketorders/${json.results[0].id}/`)).status).toBe(204);
    expect((await lock(buyer, shows[3]!, [[1, 1]])).status).toBe(201);
  });

  it('is let go by its buyer alone, and the seats are free at once', async () => {
    const screening = await show(app);
    const [buyer, other] = await shoppers(app, 2);
    const { json } = await lock(buyer!, screening, [[1, 1]]);
    expect((await other!.delete(`/ticketorders/${json.id}/`)).status).toBe(404);
    expect((await other!.get(`/ticketorders/${json.id}/`)).status).toBe(404);
    expect((await buyer!.delete(`/ticketorders/${json.id}/`)).status).toBe(204);
    expect((await stateOf(screening.id)).locked).toEqual([]);
    expect((await lock(other!, screening, [[1, 1]])).status).toBe(201);
  });

  it('is repeated with its key without locking more', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const body = { screening: screening.id, seats: [screening.seat(1, 1)], mobile: MOBILE };
    const key = { 'Idempotency-Key': 'once-and-again' };
    const first = await buyer.post('/ticketorders/', body, key);
    const again = await buyer.post('/ticketorders/', body, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json.id).toBe(first.json.id);
  });

  it('goes to one of many who want the same seat at once', async () => {
    const screening = await show(app);
    const buyers = await shoppers(app, 20);
    const answers = await Promise.all(buyers.map((each) => lock(each, screening, [[3, 5]])));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(19);
    const seats = await app.manager.findBy(ScreeningSeat, {
      screeningId: screening.id,
      state: 'held',
    });
    expect(seats).toHaveLength(1);
  });

  it('ends by its time alone: the next buyer need not wait for anybody to sweep', async () => {
    const screening = await show(app);
    const [first, second] = await shoppers(app, 2);
    const { json } = await lock(first!, screening, [[1, 1]]);
    await expire(app, json.id);
    expect((await lock(second!, screening, [[1, 1]])).status).toBe(201);
    await app.nest.get(TicketExpiry, { strict: false }).sweep();
    expect((await ticketOrder(app, json.id)).status).toBe('closed');
    expect((await stateOf(screening.id)).locked).toEqual([screening.seat(1, 1)]);
  });

  it('is not to be had when there is no time left to pay for it', async () => {
    const [soon, later] = [await show(app, { inMinutes: 1 }), await show(app, { inMinutes: 4 })];
    const buyer = await shopper(app);
    const refused = await lock(buyer, soon, [[1, 1]]);
    expect([refused.status, refused.json]).toEqual([400, { screening: ['该场次已停止售票'] }]);
    expect((await lock(buyer, later, [[1, 1]])).status).toBe(201);
  });

  it('is not to be had once the sale is over', async () => {
    const screening = await show(app, { inMinutes: 1 });
    await app.unitOfWork.run(({ manager }) =>
      manager.query(
        `UPDATE cinemas_screening SET startsAt = '2020-01-01 00:00:00' WHERE id = ${screening.id}`,
      ),
    );
    const answer = await lock(await shopper(app), screening, [[1, 1]]);
    expect(answer.json).toEqual({ screening: ['该场次已停止售票'] });
  });
});

describe('paid tickets', () => {
  it('have an order number, a code and a picture of it, and their buyer is told', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const { json: locked } = await lock(buyer, screening, [[1, 1]]);
    expect(await pay(app, locked.id)).toBe('success');
    const { json } = await buyer.get(`/ticketorders/${locked.id}/`);
    expect(json).toMatchObject({ status: 'paid', alipay_url: '', seconds_left: 0 });
    expect(json.order_sn).toMatch(/^\d{23,}$/);
    expect(json.code).toMatch(/^\d{12}$/);
    expect(json.qr_code).toMatch(/^data:image\/svg\+xml;base64,/);
    expect(await stateOf(screening.id)).toMatchObject({
      sold: [screening.seat(1, 1)],
      locked: [],
    });
    const outbox = new OutboxFile(app.settings.dataDir);
    await until(async () => {
      const told = await outbox.last(MOBILE);
      return told?.text.includes(`取票码 ${json.code}`) ?? false;
    });
  });

  it('are paid once, however often it is told', async () => {
    const screening = await show(app);
    const { json } = await lock(await shopper(app), screening, [[1, 1]]);
    const fields = app.payAtProvider(await ticketOrder(app, json.id));
    const answers = await Promise.all([1, 2, 3, 4].map(() => app.notify(fields)));
    expect(answers.map(({ text }) => text)).toEqual(Array(4).fill('success'));
    const order = await ticketOrder(app, json.id);
    expect(order.status).toBe('paid');
    expect(await app.payments(order)).toHaveLength(1);
  });

  it('are bought by late money when the seats are still free', async () => {
    const screening = await show(app);
    const { json } = await lock(await shopper(app), screening, [[1, 1]]);
    await expire(app, json.id);
    await app.nest.get(TicketExpiry, { strict: false }).sweep();
    expect(await pay(app, json.id)).toBe('success');
    expect((await ticketOrder(app, json.id)).status).toBe('paid');
    expect((await stateOf(screening.id)).sold).toEqual([screening.seat(1, 1)]);
  });

  it('go back to late buyers as money when the seats are somebody else’s', async () => {
    const screening = await show(app);
    const [first, second] = await shoppers(app, 2);
    const late = '13900000002';
    const { json } = await lock(first!, screening, [[1, 1]], late);
    await expire(app, json.id);
    const { json: next } = await lock(second!, screening, [[1, 1]]);
    expect(await pay(app, next.id)).toBe('success');
    expect(await pay(app, json.id)).toBe('success');
    const order = await ticketOrder(app, json.id);
    expect(order.status).toBe('closed');
    await until(async () => {
      const [refund] = await app.manager.query(
        `SELECT state, amountCents FROM payments_refund WHERE orderSn = '${order.sn}'`,
      );
      return refund?.state === 'done' && refund.amountCents === 3300;
    });
    expect((await ticketOrder(app, next.id)).status).toBe('paid');
    await until(async () => {
      const told = await new OutboxFile(app.settings.dataDir).last(late);
      return told?.text.includes('座位已被他人购买') ?? false;
    });
    // The seat is free again, and the provider says something else of the late trade.
    expect((await second!.post(`/ticketorders/${next.id}/refund/`, {})).status).toBe(202);
    const { tradeNo } = await ticketOrder(app, json.id);
    const closed = app.paidFields(order, { tradeNo: tradeNo!, status: 'TRADE_CLOSED' });
    expect((await app.notify(closed)).text).toBe('success');
    expect((await ticketOrder(app, json.id)).status).toBe('closed');
    expect((await stateOf(screening.id)).sold).toEqual([]);
  });

  it('are paid back what is paid twice, and told so', async () => {
    const screening = await show(app);
    const { json } = await lock(await shopper(app), screening, [[1, 1]]);
    await pay(app, json.id);
    const order = await ticketOrder(app, json.id);
    const again = app.paidFields(order);
    expect((await app.notify(again)).text).toBe('success');
    expect((await ticketOrder(app, json.id)).status).toBe('paid');
    expect(await app.payments(order)).toMatchObject([{ kind: 'paid' }, { kind: 'late' }]);
    await until(async () => {
      const told = await new OutboxFile(app.settings.dataDir).last(MOBILE);
      return told?.text.includes('重复支付') ?? false;
    });
  });

  it('let people in once', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const { json } = await lock(buyer, screening, [[1, 1]]);
    await pay(app, json.id);
    const { code } = await ticketOrder(app, json.id);
    const staff = await usher();
    expect((await buyer.post(`/tickets/${code}/checkin/`, {})).status).toBe(403);
    expect((await staff.post('/tickets/000000000000/checkin/', {})).status).toBe(404);
    const attempts = await Promise.all(
      [1, 2, 3].map(() => staff.post(`/tickets/${code}/checkin/`, {})),
    );
    expect(attempts.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    const let_in = attempts.find(({ status }) => status === 200)!;
    expect(let_in.json).toMatchObject({ screening: screening.id, seats: ['1排1座'] });
    const refund = await buyer.post(`/ticketorders/${json.id}/refund/`, {});
    expect(refund.json).toEqual({ non_field_errors: ['票已检，不能退票'] });
  });

  it('are given back until an hour before the start, and their seats are free then', async () => {
    const screening = await show(app);
    const buyer = await shopper(app);
    const { json } = await lock(buyer, screening, [[1, 1]]);
    expect((await buyer.post(`/ticketorders/${json.id}/refund/`, {})).json).toEqual({
      non_field_errors: ['只有已支付的订单才能退票'],
    });
    await pay(app, json.id);
    const answer = await buyer.post(`/ticketorders/${json.id}/refund/`, {});
    expect(answer.status).toBe(202);
    expect(answer.json).toMatchObject({ status: 'refunded', refunded: 33, qr_code: '' });
    expect((await stateOf(screening.id)).sold).toEqual([]);
    const soon = await show(app, { inMinutes: 30 });
    const { json: late } = await lock(buyer, soon, [[1, 1]]);
    await pay(app, late.id);
    expect((await buyer.post(`/ticketorders/${late.id}/refund/`, {})).json).toEqual({
      non_field_errors: ['开场前60分钟内不能退票'],
    });
  });

  it('are refunded to everybody when the screening is cancelled', async () => {
    const screening = await show(app);
    const [paid, unpaid] = await shoppers(app, 2);
    const { json: first } = await lock(paid!, screening, [[1, 1]]);
    await pay(app, first.id);
    const { json: second } = await lock(unpaid!, screening, [[1, 2]]);
    const staff = await shopper(app);
    await app.unitOfWork.run(({ manager }) =>
      manager.insert(UserPermission, {
        userId: staff.id,
        permission: 'cinemas.change_screening',
      }),
    );
    expect((await paid!.post(`/screenings/${screening.id}/cancel/`, {})).status).toBe(403);
    expect((await staff.post(`/screenings/${screening.id}/cancel/`, {})).status).toBe(200);
    await until(async () => (await ticketOrder(app, first.id)).status === 'refunded');
    await until(async () => (await ticketOrder(app, second.id)).status === 'closed');
    expect((await lock(unpaid!, screening, [[1, 3]])).json).toEqual({
      screening: ['该场次已停止售票'],
    });
    expect(await stateOf(screening.id)).toMatchObject({ on_sale: false, sold: [], locked: [] });
  });
});

describe('the state of the seats', () => {
  it('is validated by its version, without a statement', async () => {
    const screening = await show(app);
    const path = `/screenings/${screening.id}/seats/`;
    const first = await app.get(path);
    const etag = first.headers.get('etag')!;
    const statements = await app.queries(async () => {
      const again = await app.request('GET', path, { headers: { 'If-None-Match': etag } });
      expect(again.status).toBe(304);
    });
    expect(statements.filter((each) => each.includes('cinemas_'))).toEqual([]);
    await lock(await shopper(app), screening, [[1, 1]]);
    const changed = await app.request('GET', path, { headers: { 'If-None-Match': etag } });
    expect(changed.status).toBe(200);
  });

  it('comes as events, and goes on where a client left off', async () => {
    const screening = await show(app);
    const path = `${app.url}/screenings/${screening.id}/seats/events/`;
    const follow = async (headers: Record<string, string> = {}) => {
      const controller = new AbortController();
      const answer = await fetch(path, {
        headers: { Accept: 'text/event-stream', ...headers },
        signal: controller.signal,
      });
      const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
      let text = '';
      const next = async (part: string) => {
        while (!text.includes(part)) text += (await reader.read()).value;
        return text;
      };
      return { next, leave: () => controller.abort() };
    };
    const watcher = await follow();
    await watcher.next('event: state');
    const buyer = await shopper(app);
    const { json } = await lock(buyer, screening, [[1, 1]]);
    const seen = await watcher.next('event: change');
    expect(seen).toContain('id: 2\nevent: change\n');
    expect(seen).toContain(`"state":"locked","seats":[${screening.seat(1, 1)}]`);
    watcher.leave();
    await buyer.delete(`/ticketorders/${json.id}/`);
    const back = await follow({ 'Last-Event-ID': '2' });
    const missed = await back.next('"state":"free"');
    expect(missed).not.toContain('event: state');
    back.leave();
    expect((await app.get('/screenings/999999/seats/events/')).status).toBe(404);
  });
});
