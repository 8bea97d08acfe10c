import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { paymentSettings } from '../../../src/payments/payments.settings.js';
import { type Order, OrderPayments } from '../../../src/orders/index.js';
import { PaymentLinks } from '../../../src/payments/index.js';
import { PaymentProvider } from '../../../src/payments/payment-provider.js';
import { ReconciliationService } from '../../../src/payments/reconciliation.service.js';
import { paidShop, PIECES } from '../../support/payments.js';
import { until } from '../../support/until.js';

const shop = await paidShop();
const watchful = await paidShop({ PAYMENT_RECONCILE_SECONDS: '1', PAYMENT_RECONCILE_AFTER: '0' });
const MINUTE = 60_000;
/** Jobs that a process does at once. */
const AT_ONCE = 5;

function payUrl(order: Order): string {
  return shop.nest.get(PaymentLinks, { strict: false }).payUrl(order);
}

function sweep(minutes = 5): Promise<void> {
  return shop.nest.get(ReconciliationService).sweep(new Date(Date.now() + minutes * MINUTE));
}

function close({ sn }: Order) {
  const orders = shop.nest.get(OrderPayments, { strict: false });
  return shop.unitOfWork.run((tx) =>
    orders.markClosed(tx, { sn, actor: 'timeout', reason: 'test' }),
  );
}

describe('reconciliation', () => {
  it('heals a lost notification, once however many sweep at the same time', async () => {
    const order = await shop.place();
    const before = await shop.goods();
    await shop.payInBrowser(payUrl(order), 'lose');
    await Promise.all(Array.from({ length: 5 }, () => sweep()));
    expect((await shop.order(order.sn)).status).toBe('TRADE_SUCCESS');
    expect((await shop.goods()).soldCount).toBe(before.soldCount + PIECES);
    expect(await shop.payments(order)).toHaveLength(1);
  });

  it('comes to the same when the notification arrives meanwhile', async () => {
    for (let round = 0; round < 5; round += 1) {
      const order = await shop.place();
      const before = await shop.goods();
      await Promise.all([shop.payInBrowser(payUrl(order), 'repeat'), sweep(), sweep()]);
      await until(async () => (await shop.order(order.sn)).status === 'TRADE_SUCCESS');
      await until(async () => {
        const said = await shop.notifications(order);
        const deliveries = said.map((notification) => notification.deliveries);
        return deliveries.reduce((sum, count) => sum + count, 0) >= 5;
      });
      expect((await shop.goods()).soldCount).toBe(before.soldCount + PIECES);
      expect(await shop.payments(order)).toHaveLength(1);
      expect(await shop.history(order)).toEqual(['TRADE_SUCCESS']);
    }
  });

  it('leaves alone what is not paid, and what is too young to be asked about', async () => {
    const [unpaid, opened, young] = [await shop.place(), await shop.place(), await shop.place()];
    await fetch(payUrl(opened));
    await sweep();
    await shop.payInBrowser(payUrl(young), 'lose');
    await sweep(0);
    for (const { sn } of [unpaid, opened, young]) {
      expect((await shop.order(sn)).status).toBe('paying');
      expect(await shop.notifications({ sn })).toEqual([]);
    }
  });
});

describe('the timer', () => {
  it('heals a lost notification by itself', async () => {
    const order = await watchful.place();
    const links = watchful.nest.get(PaymentLinks, { strict: false });
    await watchful.payInBrowser(links.payUrl(order), 'lose');
    await until(async () => (await watchful.order(order.sn)).status === 'TRADE_SUCCESS');
  });

  it('outlives a provider that cannot be reached', async () => {
    const order = await watchful.place();
    watchful.payAtProvider(order);
    const { port } = new URL(watchful.settings.of(paymentSettings).sandboxUrl);
    await watchful.sandbox.stop();
    try {
      await expect(watchful.nest.get(ReconciliationService).sweep()).resolves.toBeUndefined();
      expect((await watchful.order(order.sn)).status).toBe('paying');
    } finally {
      await watchful.restartSandbox(Number(port));
    }
    await until(async () => (await watchful.order(order.sn)).status === 'TRADE_SUCCESS');
  });
});

describe('an order that is closed', () => {
  it('is closed at the provider, who takes no money for it any more', async () => {
    const order = await shop.place();
    const url = await shop.nest.get(PaymentLinks, { strict: false }).providerUrl(order);
    await fetch(url);
    await close(order);
    await until(() => shop.sandbox.trades.find(order.sn)?.status === 'TRADE_CLOSED');
    await expect(shop.payInBrowser(url)).rejects.toThrow('no pay page');
  });

  it('is one of a few that are closed at once, however many are over, and nobody waits for them', async () => {
    const provider = shop.nest.get(PaymentProvider, { strict: false });
    const orders: Order[] = [];
    for (let count = 0; count < 60; count += 1) orders.push(await shop.place());
    const closed = new Set<string>();
    const waiting = new Set<() => void>();
    let most = 0;
    vi.spyOn(provider, 'close').mockImplementation(async (sn) => {
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
        most = Math.max(most, waiting.size);
      });
      closed.add(sn);
      return 'closed';
    });
    onTestFinished(() => void vi.restoreAllMocks());
    for (const order of orders) await close(order);
    await until(() => waiting.size === AT_ONCE);
    expect((await shop.get('/banners/')).status).toBe(200);
    await until(() => {
      for (const answer of waiting) answer();
      waiting.clear();
      return orders.every(({ sn }) => closed.has(sn));
    });
    expect(most).toBe(AT_ONCE);
  });

  it('although it was paid, with the notification lost, gives the money back', async () => {
    const order = await shop.place();
    await shop.payInBrowser(payUrl(order), 'lose');
    await close(order);
    await until(async () => (await shop.refunds(order))[0]?.state === 'done');
    expect((await shop.order(order.sn)).status).toBe('TRADE_CLOSED');
    const trade = shop.sandbox.trades.find(order.sn)!;
    expect([...trade.refunds.values()]).toEqual([8850]);
  });
});
