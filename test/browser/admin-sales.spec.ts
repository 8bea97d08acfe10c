import type { Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { OrderReturn } from '../../src/orders/entities/index.js';
import { OrderLine, type Order } from '../../src/orders/index.js';
import { FulfilmentService } from '../../src/orders/fulfilment/fulfilment.service.js';
import { buildAdminPages } from '../support/admin-pages.js';
import { BackOffice, SIGN_INS } from '../support/back-office.js';
import { expectNoOverflow, keepPicture, TELEPHONE } from '../support/browser.js';
import { PARCEL } from '../support/fulfilment.js';
import { paidShop, PIECES } from '../support/payments.js';

beforeAll(() => buildAdminPages());
const shop = await paidShop(SIGN_INS);
const office = new BackOffice(shop);

describe('money and goods that come back, in the back office', { timeout: 60_000 }, () => {
  async function paidOrder(): Promise<Order> {
    const order = await shop.place();
    await shop.notify(shop.payAtProvider(order));
    return shop.order(order.sn);
  }

  async function askedReturn(): Promise<{ order: Order; id: number }> {
    const order = await paidOrder();
    const { id, userId } = order;
    const fulfilment = shop.nest.get(FulfilmentService);
    const parcel = { carrier: PARCEL.carrier, trackingNumber: PARCEL.tracking_number };
    await fulfilment.ship(id, parcel, office.boss.id, (_tx, work) => work());
    await shop.unitOfWork.run((tx) => fulfilment.receive(tx, id, userId));
    const line = await shop.manager.findOneByOrFail(OrderLine, { orderId: id });
    const { json } = await shop.request('POST', `/orders/${id}/returns/`, {
      headers: { Authorization: `Bearer ${shop.token}` },
      body: { lines: [{ line: line.id, count: PIECES }], reason: '包装破损' },
    });
    return { order, id: json.id };
  }

  /** Opens the dialog of an action, fills it in and has it done. */
  async function act(page: Page, name: string, fields: Record<string, string> = {}) {
    await page.getByRole('button', { name, exact: true }).click();
    const dialog = page.getByRole('dialog');
    for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value);
    await dialog.getByRole('button', { name, exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
  }

  const actions = (page: Page) => page.getByRole('button', { name: /Accept|Refuse|come back/ });
  const returned = (id: number) => shop.manager.findOneByOrFail(OrderReturn, { id });

  it('go back in part: a wrong amount stays at its field, a right one reaches the buyer', async () => {
    const order = await paidOrder();
    const page = await office.open({ path: `orders/${order.id}` });
    await page.getByRole('button', { name: 'Give money back', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await expect.poll(() => dialog.getByText('¥88.50').count()).toBe(2);
    const amount = dialog.getByLabel('Amount; all that is left unless given');
    const give = dialog.getByRole('button', { name: 'Give money back', exact: true });
    await amount.fill('much');
    await give.click();
    await expect.poll(() => amount.getAttribute('aria-invalid')).toBe('true');
    await amount.fill('20.00');
    await dialog.getByLabel('Reason').fill('a dent');
    await give.click();
    await dialog.waitFor({ state: 'detached' });
    await expect
      .poll(() => shop.order(order.sn))
      .toMatchObject({ status: 'PARTLY_REFUNDED', refundedCents: 2000 });
    expect([...shop.sandbox.trades.find(order.sn)!.refunds.values()]).toEqual([2000]);
    await page.reload();
    await page.getByText('Refunded in part').waitFor();
    await page.getByText('¥20.00').waitFor();
    await page.getByRole('menuitem', { name: 'Refunds' }).click();
    const refund = page.getByRole('row').filter({ hasText: order.sn });
    await refund.getByText('a dent').waitFor();
    await refund.getByText('Done').waitFor();
  });

  it('come back step by step, and the buyer has the money', async () => {
    const { order, id } = await askedReturn();
    const page = await office.open({ path: `returns/${id}`, viewport: TELEPHONE });
    const step = page.locator('.MuiStepLabel-label.Mui-active');
    await expect.poll(() => step.innerText()).toBe('Asked for');
    await act(page, 'Accept', { 'Answer to the buyer': '请寄回仓库' });
    await expect.poll(() => step.innerText()).toBe('Accepted');
    await expectNoOverflow(page);
    await keepPicture(page, 'admin-return');
    await act(page, 'The pieces have come back');
    await expect.poll(async () => (await returned(id)).status).toBe('refunded');
    await page.reload();
    await expect.poll(() => page.locator('.MuiStepLabel-label.Mui-completed').count()).toBe(4);
    expect(await actions(page).count()).toBe(0);
    expect(await shop.order(order.sn)).toMatchObject({
      status: 'REFUNDED',
      fulfilment: 'returned',
      refundedCents: order.totalCents,
    });
  });

  it('are refused with an answer, and nothing goes back', async () => {
    const { order, id } = await askedReturn();
    const page = await office.open({ path: `returns/${id}` });
    await act(page, 'Refuse', { 'Answer to the buyer': '已使用' });
    await expect
      .poll(() => page.locator('.MuiStepLabel-label.Mui-error').innerText())
      .toBe('Refused');
    await expect.poll(() => actions(page).count()).toBe(0);
    expect(await returned(id)).toMatchObject({ status: 'refused', answer: '已使用' });
    expect((await shop.order(order.sn)).refundedCents).toBe(0);
  });
});
