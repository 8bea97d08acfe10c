import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { beforeAll, describe, expect, it } from 'vitest';
import { userGroupCommand } from '../../../src/cli/user-group-command.js';
import { Order } from '../../../src/orders/index.js';
import { Payment, Refund } from '../../../src/payments/entities/index.js';
import { User } from '../../../src/users/entities/index.js';
import { testApp } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { receivedOrder } from '../../support/fulfilment.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { staff } from '../../support/staff.js';
import { lock } from '../../support/tickets.js';
import { changeUser } from '../../support/users.js';

/** What the staff see, by the permission for it. */
const VIEWS = [
  ['orders', 'orders.view_order'],
  ['returns', 'orders.view_orderreturn'],
  ['payments', 'payments.view_payment'],
  ['refunds', 'payments.view_refund'],
  ['reviews', 'reviews.view_review'],
  ['messages', 'user-operations.view_usermessage'],
  ['addresses', 'user-operations.view_address'],
  ['ticketorders', 'tickets.view_ticketorder'],
] as const;

const ADDRESS = {
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  address: '文三路1号',
  signer_name: '爱丽丝',
  signer_mobile: '13900000001',
};

describe('what the staff see', () => {
  const settings = testSettings();
  const app = testApp(settings, { seed: seedCatalogue });
  let alice: Shopper;
  let sn: string;

  beforeAll(async () => {
    alice = await shopper(app);
    const screening = await show(app);
    await lock(alice, screening, [[1, 4]]);
    const order = await receivedOrder(app, alice, { 3: 1, 4: 1 });
    sn = order.sn;
    const [line] = order.lines;
    await alice.post('/messages/', { message_type: 4, subject: '售后', message: '少发了一件' });
    await alice.post('/messages/', { message_type: 1, subject: '留言', message: '好' });
    await alice.post('/address/', ADDRESS);
    await alice.post('/reviews/', { line: line!.id, score: 5, comment: '好' });
    const now = new Date();
    await app.unitOfWork.run(async ({ manager }) => {
      const money = { orderSn: sn, tradeNo: `trade ${sn}`, amountCents: 100, createdAt: now };
      const received = { provider: 'sandbox', refundedCents: 0, toldRefundedCents: 0 };
      await manager.insert(Payment, { ...money, ...received, kind: 'paid', paidAt: now });
      const { id: paymentId } = await manager.findOneByOrFail(Payment, { orderSn: sn });
      const wanted = { isBooked: true, restock: false, actor: 'user:1', reason: '', failure: null };
      const refund = { ...money, ...wanted, paymentId, requestNo: sn, doneAt: now };
      await manager.insert(Refund, { ...refund, state: 'done' });
    });
    await alice.post(`/orders/${order.id}/returns/`, {
      lines: [{ line: line!.id, count: 1 }],
      reason: '破损',
    });
  });

  it.each(VIEWS)('of %s takes %s, and is in pages', async (name, permission) => {
    const path = `/staff/${name}/`;
    const others = VIEWS.map(([, other]) => other).filter((other) => other !== permission);
    const member = await staff(app, permission);
    expect((await (await staff(app, ...others)).get(path)).status).toBe(403);
    expect((await alice.get(path)).status).toBe(403);
    expect((await app.get(path)).status).toBe(401);
    const { status, json } = await member.get(`${path}?page_size=1`);
    expect(status).toBe(200);
    expect(json.count).toBeGreaterThan(0);
    const { id } = json.results[0];
    expect((await member.get(`${path}${id}/`)).json.id).toBe(id);
    expect((await member.get(`${path}999999/`)).status).toBe(404);
    expect((await member.post(path, {})).status).toBe(403);
    const statements = async (size: number) =>
      (await app.queries(() => member.get(`${path}?page_size=${size}`))).length;
    expect(await statements(1)).toBe(await statements(100));
  });

  it.each([
    ['payments', (of: { sn: string }) => `order_sn=${of.sn}&kind=paid`, 'kind=late'],
    ['refunds', (of: { sn: string }) => `order_sn=${of.sn}&state=done`, 'state=pending'],
    ['messages', (of: { id: number }) => `user=${of.id}&message_type=4`, 'message_type=5'],
    ['addresses', (of: { id: number }) => `user=${of.id}`, 'user=999999'],
    ['returns', (of: { id: number }) => `user=${of.id}&status=asked`, 'status=refunded'],
    ['ticketorders', (of: { id: number }) => `user=${of.id}&status=paying`, 'status=refunded'],
  ])('of %s is narrowed down', async (name, query, none) => {
    const [, permission] = VIEWS.find(([view]) => view === name)!;
    const member = await staff(app, permission);
    const count = async (asked: string) =>
      (await member.get(`/staff/${name}/?${asked}`)).json.count;
    expect(await count(query({ sn, id: alice.id }))).toBe(1);
    expect(await count(none)).toBe(0);
  });

  it('names users, and shows no address that its owner has deleted', async () => {
    const member = await staff(app, ...VIEWS.map(([, permission]) => permission));
    const { username } = await app.dataSource.manager.findOneByOrFail(User, { id: alice.id });
    const messages = (await member.get(`/staff/messages/?user=${alice.id}`)).json;
    expect(messages).toMatchObject({ count: 2, results: [{ user: alice.id, username }, {}] });
    const { id } = (await alice.post('/address/', { ...ADDRESS, address: '另一处' })).json;
    expect((await member.get(`/staff/addresses/${id}/`)).json).toMatchObject({ username });
    await alice.delete(`/address/${id}/`);
    expect((await member.get(`/staff/addresses/${id}/`)).status).toBe(404);
  });

  it('can all be seen, and nothing of it changed, by members of staff_readers', async () => {
    const reader = await shopper(app);
    const username = `reader${reader.id}`;
    await changeUser(app, reader, { username });
    const run = async (...args: string[]) => {
      const [out, err] = [new PassThrough(), new PassThrough()];
      const code = await userGroupCommand(args, () => settings, { out, err });
      out.end();
      err.end();
      return [code, await text(out), await text(err)];
    };
    const member = ['--username', username, '--group', 'staff_readers'];
    for (let time = 0; time < 2; time += 1) {
      expect(await run(...member)).toEqual([0, `${username} is in staff_readers\n`, '']);
    }
    for (const [name] of VIEWS) expect((await reader.get(`/staff/${name}/`)).status).toBe(200);
    const { id } = (await reader.get('/staff/reviews/')).json.results[0];
    expect((await reader.patch(`/staff/reviews/${id}/`, { hidden: true })).status).toBe(403);
    const [order] = (await reader.get(`/staff/orders/?order_sn=${sn}`)).json.results;
    expect((await reader.get(`/staff/orders/${order.id}/history/`)).status).toBe(200);
    for (const what of ['ship', 'collect', 'refuse']) {
      expect((await reader.post(`/staff/orders/${order.id}/${what}/`, {})).status).toBe(403);
    }
    expect(await run(...member, '--leave')).toEqual([
      0,
      `${username} is not in staff_readers\n`,
      '',
    ]);
    expect((await reader.get('/staff/orders/')).status).toBe(403);
    expect(await run('--username', username, '--group', 'x')).toEqual([
      1,
      '',
      'there is no group x\n',
    ]);
    expect((await run('--username', 'nobody at all', '--group', 'staff_readers'))[0]).toBe(1);
    expect((await run('--group', 'staff_readers'))[0]).toBe(2);
  });
});

describe.each(['orders', 'messages'])('one’s own %s', (name) => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let alice: Shopper;

  beforeAll(async () => {
    alice = await shopper(app);
    for (let time = 0; time < 3; time += 1) {
      await receivedOrder(app, alice, { 3: 1 });
      await alice.post('/messages/', { subject: '留言', message: `第${time}条` });
    }
  });

  it('are one bare array unless a page or its length is asked for', async () => {
    const all = (await alice.get(`/${name}/`)).json;
    expect(all).toHaveLength(3);
    const ids = all.map(({ id }: { id: number }) => id);
    const paged = async (query: string) => (await alice.get(`/${name}/?${query}`)).json;
    const first = await paged('limit=2');
    expect(first).toMatchObject({
      count: 3,
      next: expect.stringContaining('page=2'),
      previous: null,
    });
    expect(first.results.map(({ id }: { id: number }) => id)).toEqual(ids.slice(0, 2));
    const second = await paged('limit=2&page=2');
    expect(second.results.map(({ id }: { id: number }) => id)).toEqual(ids.slice(2));
    expect(second.results[0]).toEqual(all[2]);
    expect((await paged('page=1')).results).toHaveLength(3);
    expect((await alice.get(`/${name}/?page=9`)).status).toBe(404);
  });
});

describe('one’s own orders', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });

  it('are the latest thousand where no pages are asked for', async () => {
    const alice = await shopper(app);
    await receivedOrder(app, alice, { 3: 1 });
    const { manager } = app.dataSource;
    const { id, ...order } = await manager.findOneByOrFail(Order, { userId: alice.id });
    const others = Array.from({ length: 1_000 }, (_, index) => ({
      ...order,
      sn: `9${index}`,
      tradeNo: null,
    }));
    for (let done = 0; done < others.length; done += 200) {
      const some = others.slice(done, done + 200);
      await app.unitOfWork.run((tx) => tx.manager.insert(Order, some));
    }
    const shown: { id: number }[] = (await alice.get('/orders/')).json;
    expect(shown).toHaveLength(1_000);
    expect(shown.map((each) => each.id)).not.toContain(id);
    expect((await alice.get('/orders/?page=1')).json.count).toBe(1_001);
  });
});
