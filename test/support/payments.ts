import { yuan } from '../../src/cents.js';
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { createApplication } from '../../src/application.js';
import type { Settings } from '../../src/config/settings.js';
import { Goods } from '../../src/goods/entities/index.js';
import { Order, OrderChange, OrderLine } from '../../src/orders/index.js';
import { Notification, Payment, Refund } from '../../src/payments/entities/index.js';
import { notification } from '../../src/sandbox/alipay/messages.js';
import { sandboxKeys, type SandboxKeys } from '../../src/payments/alipay/sandbox-keys.js';
import { SandboxServer } from '../../src/sandbox/alipay/sandbox-server.js';
import { type Fields, signFields } from '../../src/sandbox/alipay/signatures.js';
import type { Trade } from '../../src/sandbox/alipay/trades.js';
import { User, type Role } from '../../src/users/entities/index.js';
import { Tokens } from '../../src/users/tokens/tokens.js';
import { freePort } from './free-port.js';
import { TestApp, type Answer } from './app.js';
import { seedCatalogue } from './catalogue.js';
import { Described } from './described.js';
import { testSettings } from './settings.js';

/** Pieces of goods number 1 that each order of the tests holds. */
export const PIECES = 2;

/** A shop and its sandbox, each on a port of its own, that find each other as in real life. */
export class PaidShop extends TestApp {
  keys!: SandboxKeys;
  sandbox!: SandboxServer;
  user!: User;
  token!: string;

  constructor(readonly settings: Settings) {
    super();
  }

  get manager() {
    return this.dataSource.manager;
  }

  async signUp(role: Role = 'customer'): Promise<User> {
    const username = `${role}${randomInt(1e9)}`;
    const user = this.manager.create(User, {
      username,
      passwordHash: '!',
      role,
      isActive: true,
      createdAt: new Date(),
    });
    await this.unitOfWork.run(({ manager }) => manager.insert(User, user));
    return this.manager.findOneByOrFail(User, { username });
  }

  tokenOf(user: User): string {
    return this.nest.get(Tokens, { strict: false }).issue(user);
  }

  /** An order of two pieces of goods number 1, as the shop places it. */
  async place(changes: Partial<Order> = {}): Promise<Order> {
    const sn = changes.sn ?? `20261121${randomInt(1e12).toString().padStart(12, '0')}`;
    const now = new Date();
    const order = {
      userId: this.user.id,
      sn,
      status: 'paying' as const,
      payType: 'alipay' as const,
      tradeNo: null,
      totalCents: 8850,
      freightCents: 0,
      postScript: '快点发货',
      address: '杭州市文三路1号',
      signerName: '爱丽丝',
      signerMobile: '13900000001',
      paidAt: null,
      closesAt: new Date(now.getTime() + 1_800_000),
      createdAt: now,
      ...changes,
    };
    await this.unitOfWork.run(async ({ manager }) => {
      await manager.insert(Order, order);
      const { id: orderId } = await manager.findOneByOrFail(Order, { sn });
      const goods = { goodsId: 1, name: '水果', priceCents: 4425, frontImage: 'a.svg' };
      await manager.insert(OrderLine, { orderId, quantity: PIECES, ...goods });
      await manager.decrement(Goods, { id: 1 }, 'stock', PIECES);
    });
    return this.order(sn);
  }

  order(sn: string): Promise<Order> {
    return this.manager.findOneByOrFail(Order, { sn });
  }

  goods(): Promise<Goods> {
    return this.manager.findOneByOrFail(Goods, { id: 1 });
  }

  /** The states that the order's payment went to, in order. */
  async history({ id: orderId }: Order): Promise<string[]> {
    const changes = await this.manager.find(OrderChange, {
      where: { orderId, track: 'payment' },
      order: { id: 1 },
    });
    return changes.map(({ toStatus }) => toStatus);
  }

  payments({ sn: orderSn }: Pick<Order, 'sn'>): Promise<Payment[]> {
    return this.manager.find(Payment, { where: { orderSn }, order: { id: 1 } });
  }

  refunds({ sn: orderSn }: Pick<Order, 'sn'>): Promise<Refund[]> {
    return this.manager.find(Refund, { where: { orderSn }, order: { id: 1 } });
  }

  notifications({ sn: orderSn }: Pick<Order, 'sn'>): Promise<Notification[]> {
    return this.manager.find(Notification, { where: { orderSn }, order: { id: 1 } });
  }

  /** What Alipay says when the order has been paid, not signed yet. */
  paidFields(order: Pick<Order, 'sn' | 'totalCents'>, changes: Partial<Trade> = {}): Fields {
    const now = new Date();
    return notification({
      tradeNo: `20261121${randomInt(1e12)}${randomInt(1e6)}`,
      orderSn: order.sn,
      subject: `订单 ${order.sn} 100%+ & "果"`,
      totalAmount: yuan(order.totalCents),
      createdAt: now,
      expiresAt: null,
      status: 'TRADE_SUCCESS',
      paidAt: now,
      refunds: new Map(),
      ...changes,
    });
  }

  /** Has the order paid in the sandbox, which tells nobody. @returns what it would say */
  payAtProvider({ sn, totalCents }: Pick<Order, 'sn' | 'totalCents'>): Fields {
    const totalAmount = yuan(totalCents);
    const trade = this.sandbox.trades.begin({
      orderSn: sn,
      subject: sn,
      totalAmount,
      expiresAt: null,
    });
    trade.status = 'TRADE_SUCCESS';
    trade.paidAt = new Date();
    return notification(trade);
  }

  signed(fields: Fields): Fields {
    return signFields(fields, this.keys.alipay);
  }

  /** Posts fields as they are to the shop's notify address. */
  post(fields: Fields, headers: Record<string, string> = {}): Promise<Answer> {
    return this.request('POST', '/alipay/return/', {
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded; text/html; charset=utf-8',
        ...headers,
      },
      body: new URLSearchParams(fields).toString(),
    });
  }

  /** Signs the fields and posts them. */
  notify(fields: Fields): Promise<Answer> {
    return this.post(this.signed(fields));
  }

  /** Starts the sandbox again after a stop, with the trades it had. */
  async restartSandbox(port: number): Promise<void> {
    this.sandbox = new SandboxServer(this.keys, () => {}, this.sandbox.trades);
    await this.sandbox.start(port, '127.0.0.1');
  }

  /** As the shopper: opens the pay page and presses the button. @returns where the browser goes */
  async payInBrowser(payUrl: string, scenario = 'normal'): Promise<URL> {
    const page = await fetch(payUrl);
    const hidden = /name="request" value="([^"]*)"/.exec(await page.text())?.[1];
    if (!hidden) throw new Error(`no pay page: ${page.status}`);
    const request = hidden.replaceAll(/&#(\d+);/g, (_, code: string) =>
      String.fromCharCode(Number(code)),
    );
    const answer = await fetch(new URL('/pay', page.url), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ request, scenario }),
    });
    if (answer.status !== 302) throw new Error(`not paid: ${answer.status} ${await answer.text()}`);
    return new URL(answer.headers.get('location')!);
  }
}

/**
 * Starts a shop with its sandbox before the tests and stops both after them. Call it at the top of
 * a spec.
 */
export async function paidShop(overrides: Record<string, string> = {}): Promise<PaidShop> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const shop = new PaidShop(
    testSettings({
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
      STOREFRONT_URL: 'http://shop.example/index/',
      PAYMENT_RECONCILE_SECONDS: '0',
      ...overrides,
    }),
  );
  beforeAll(async () => {
    shop.keys = sandboxKeys(shop.settings.dataDir);
    shop.sandbox = new SandboxServer(shop.keys);
    await shop.sandbox.start(sandboxPort, '127.0.0.1');
    shop.nest = await createApplication(shop.settings);
    shop.described = new Described(shop.nest);
    await seedCatalogue(shop);
    shop.user = await shop.signUp();
    shop.token = shop.tokenOf(shop.user);
    await shop.nest.listen(port, '127.0.0.1');
    shop.url = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    await shop.nest?.close();
    await shop.sandbox?.stop();
  });
  return shop;
}
