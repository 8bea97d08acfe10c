import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { JobQueue } from '../../../src/infrastructure/jobs/index.js';
import { Order, OrderChange } from '../../../src/orders/index.js';
import { closeOverdueOrders, OrderExpiry } from '../../../src/orders/order-expiry.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers } from '../../support/shoppers.js';
import { setStock, stockOf } from '../../support/stock.js';
import { fill, ORDER } from '../../support/till.js';

describe('an order that nobody pays', () => {
  const app = testApp(testSettings({ ORDER_PAYMENT_MINUTES: '20' }), { seed: seedCatalogue });
  const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
  const statusOf = async (id: number) =>
    (await app.dataSource.manager.findOneByOrFail(Order, { id })).status;

  it('is closed by the sweep when its time is over, and gives its pieces back', async () => {
    const alice = await shopper(app);
    await setStock(app, 1, 10);
    await fill(alice, { 1: 4 });
    const { json } = await alice.post('/orders/', ORDER);
    const expiry = app.nest.get(OrderExpiry);
    expect(await expiry.sweep(inMinutes(19))).toBe(0);
    expect(await stockOf(app, 1)).toBe(6);
    expect(await expiry.sweep(inMinutes(21))).toBe(1);
    expect(await expiry.sweep(inMinutes(21))).toBe(0);
    expect(await stockOf(app, 1)).toBe(10);
    const { json: shown } = await alice.get(`/orders/${json.id}/`);
    expect(shown).toMatchObject({ pay_status: 'TRADE_CLOSED', alipay_url: '' });
    const [, change] = await app.dataSource.manager.find(OrderChange, {
      where: { orderId: json.id },
      order: { id: 'ASC' },
    });
    expect(change).toMatchObject({
      fromStatus: 'paying',
      toStatus: 'TRADE_CLOSED',
      actor: 'timeout',
      reason: 'not paid in time',
    });
  });

  it('is closed by a job that is due a few seconds after that time', async () => {
    const [alice, bob] = await shoppers(app, 2);
    await setStock(app, 2, 10);
    const queue = app.nest.get(JobQueue);
    const enqueue = vi.spyOn(queue, 'enqueue');
    onTestFinished(() => enqueue.mockRestore());
    for (const one of [alice!, bob!]) await fill(one, { 2: 4 });
    // Another step than that of the orders before, so that there is no job yet.
    const ahead = Date.now() + 60_000;
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => ahead);
    const placed = await alice!.post('/orders/', ORDER);
    await bob!.post('/orders/', ORDER);
    clock.mockRestore();
    expect(enqueue).toHaveBeenCalledExactlyOnceWith(closeOverdueOrders, {}, expect.anything());
    const { delaySeconds } = enqueue.mock.calls[0]![2]!;
    expect(delaySeconds).toBeGreaterThanOrEqual(20 * 60 - 1);
    expect(delaySeconds).toBeLessThanOrEqual(20 * 60 + 10);

    const { id } = placed.json;
    await (await queue.enqueue(closeOverdueOrders, {}, { id: 'early' })).finished(10);
    expect(await statusOf(id)).toBe('paying');
    const closesAt = inMinutes(-1);
    await app.unitOfWork.run(({ manager }) => manager.update(Order, id, { closesAt }));
    await (await queue.enqueue(closeOverdueOrders, {}, { id: 'due' })).finished(10);
    expect(await statusOf(id)).toBe('TRADE_CLOSED');
    expect(await stockOf(app, 2)).toBe(6);
  });

  it('is closed by the sweep although the queue took no job', async () => {
    const alice = await shopper(app);
    await setStock(app, 4, 10);
    await fill(alice, { 4: 4 });
    const enqueue = vi.spyOn(app.nest.get(JobQueue), 'enqueue');
    onTestFinished(() => enqueue.mockRestore());
    enqueue.mockRejectedValueOnce(new Error('no queue'));
    const answer = await alice.post('/orders/', ORDER);
    expect(answer.status).toBe(201);
    await app.nest.get(OrderExpiry).sweep(inMinutes(22));
    expect(await statusOf(answer.json.id)).toBe('TRADE_CLOSED');
  });

  it('can be taken off the list then', async () => {
    const alice = await shopper(app);
    await setStock(app, 3, 10);
    await fill(alice, { 3: 4 });
    const { json } = await alice.post('/orders/', ORDER);
    await app.nest.get(OrderExpiry).sweep(inMinutes(21));
    expect((await alice.get('/orders/')).json).toHaveLength(1);
    expect((await alice.delete(`/orders/${json.id}/`)).status).toBe(204);
    expect((await alice.get('/orders/')).text).toBe('[]');
    expect(await stockOf(app, 3)).toBe(10);
  });
});
