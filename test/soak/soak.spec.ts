import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { paymentSettings } from '../../src/payments/payments.settings.js';
import { RefundsService } from '../../src/payments/refunds.service.js';
import { TicketRefunds } from '../../src/tickets/ticket-refunds.js';
import { rectangle, show } from '../support/box-office.js';
import { expectNone, expectSoundLife, pieces } from '../support/life.js';
import { paidShop } from '../support/payments.js';
import { redisProxy } from '../support/redis.js';
import { shopper, shoppers } from '../support/shoppers.js';
import { setStock } from '../support/stock.js';
import { ticketOrder } from '../support/tickets.js';
import { changeUser } from '../support/users.js';
import { any } from './chance.js';
import { Cluster } from './cluster.js';
import { Customers } from './customers.js';
import { Errands } from './errands.js';
import { Moviegoers } from './moviegoers.js';
import { SoakProcess } from './processes.js';
import { growth, report, type Measured } from './report.js';
import { expectSameAtProvider, UNDONE, WRONG_COMMENTS, WRONG_TICKETS } from './sound.js';
import { Talkers } from './talkers.js';

const MINUTES = Number(process.env.SOAK_MINUTES ?? '1');
/** Customers of each kind at once, and hands that do what is left to do for them. */
const SHOPPERS = 8;
const TICKET_BUYERS = 6;
const TALKERS = 2;
const HANDS = 4;
/** Goods that everybody wants: many of some, few of one. */
const STOCK: Readonly<Record<number, number>> = { 3: 100_000, 4: 100_000, 5: 40 };
/** Seats of a screening: enough for a long run, few enough that people meet. */
const [ROWS, COLS] = [8 + 4 * MINUTES, 20];
/** Milliseconds between two blows, at most. */
const BLOWS = 5_000;
/** What must have succeeded, so that a run means something. */
const DEEDS = [
  'order paid',
  'sent',
  'received',
  'tickets paid',
  'tickets given back',
  'let in',
  'commented',
];
/**
 * Bytes that a process may hold on to at the end more than once it was warm: what caches and pools
 * still take, and what it keeps of each request, which should be nothing.
 */
const GROWTH = { once: 16 * 1024 * 1024, perRequest: 100 };

const shop = await paidShop({
  WORKERS: '0',
  THROTTLE_TICKET: '1000000/second',
  CART_LINE_MAX: '1000000',
});

describe('a shop under load whose processes and connections are killed', () => {
  it(
    'loses nothing that it has acknowledged, and does not grow',
    async () => {
      for (const [id, stock] of Object.entries(STOCK)) await setStock(shop, Number(id), stock);
      const before = await Promise.all(Object.keys(STOCK).map((id) => pieces(shop.manager, +id)));
      const drawing = rectangle(ROWS, COLS);
      const screenings = [await show(shop, { drawing }), await show(shop, { drawing })];

      const redis = await redisProxy(shop.settings.redisUrl!);
      const database = await redisProxy(shop.settings.databaseUrl!);
      const env = environment(redis.port, database.port);
      const [victim, survivor, worker] = await Promise.all([
        SoakProcess.start('main', env),
        SoakProcess.start('main', env),
        SoakProcess.start('worker', env),
      ]);
      const cluster = new Cluster([victim.url, survivor.url]);
      const errands = new Errands();
      const chief = await shopper(shop);
      await changeUser(shop, chief, { role: 'administrator' });
      const scene = { shop, cluster, errands, boss: chief.at(cluster) };
      const customers = new Customers(scene, Object.keys(STOCK).map(Number));
      const moviegoers = new Moviegoers(scene, screenings, [ROWS, COLS]);
      const talkers = new Talkers(
        scene,
        screenings.map(({ movieId }) => movieId),
      );

      const end = Date.now() + MINUTES * 60_000;
      const isOver = () => Date.now() > end;
      const again = async (work: () => Promise<void>) => {
        while (!isOver()) await work();
      };
      const buyers = await shoppers(shop, SHOPPERS + TICKET_BUYERS);
      const measured = async (): Promise<Measured> => ({
        ...(await survivor.memory()),
        answered: cluster.answered.get(survivor.url) ?? 0,
      });
      const warm = delay(Math.min(MINUTES * 20_000, 60_000)).then(measured);
      const blows = {
        'an API process killed': () => victim.restart('SIGKILL'),
        'an API process restarted': () => victim.restart('SIGTERM'),
        'the worker killed': () => worker.restart('SIGKILL'),
        'connections to Redis cut': async () => {
          redis.cut();
          redis.restore();
        },
        'Redis away for a second': async () => {
          redis.cut();
          await delay(1000);
          redis.restore();
        },
        'connections to the database cut': async () => {
          database.cut();
          database.restore();
        },
      };
      const struck = new Map<string, number>();
      const fans = (await shoppers(shop, TALKERS)).map((fan) => fan.at(cluster));
      await Promise.all([
        ...buyers
          .slice(0, SHOPPERS)
          .map((buyer) => again(() => customers.visit(buyer.at(cluster)))),
        ...buyers.slice(SHOPPERS).map((first) => {
          let buyer = first;
          return again(async () => {
            if (!(await moviegoers.visit(buyer.at(cluster)))) buyer = await shopper(shop);
          });
        }),
        ...fans.map((fan) => again(() => talkers.talk(fan))),
        ...Array.from({ length: HANDS }, () => again(() => errands.next())),
        again(async () => {
          await delay(Math.random() * BLOWS);
          const name = any(Object.keys(blows) as (keyof typeof blows)[]);
          struck.set(name, (struck.get(name) ?? 0) + 1);
          await blows[name]();
        }),
      ]);
      const memory = { warm: await warm, end: await measured() };
      await Promise.all([victim, survivor, worker].map((each) => each.stop()));
      redis.close();
      database.close();

      const processes = [victim, survivor, worker];
      report({ minutes: MINUTES, cluster, deeds: errands.done, struck, memory, processes });
      expect(cluster.unfair).toEqual([]);
      expect(DEEDS.filter((deed) => !errands.done.has(deed))).toEqual([]);
      await sweep();
      await expectSoundLife(shop.manager);
      await expectNone(shop.manager, { ...WRONG_TICKETS, ...WRONG_COMMENTS, ...UNDONE });
      await expectSameAtProvider(shop);
      const after = await Promise.all(Object.keys(STOCK).map((id) => pieces(shop.manager, +id)));
      expect(after.map(({ total }) => total)).toEqual(before.map(({ total }) => total));
      for (const { sold, soldCount } of after) expect(soldCount).toBe(sold);
      for (const sn of customers.paid) {
        expect([sn, (await shop.order(sn)).tradeNo]).toEqual([sn, expect.any(String)]);
      }
      for (const id of moviegoers.paid) {
        expect(['paid', 'refunded']).toContain((await ticketOrder(shop, id)).status);
      }
      const { grown, requests } = growth(memory);
      expect(grown).toBeLessThan(GROWTH.once + GROWTH.perRequest * requests);
    },
    MINUTES * 60_000 + 240_000,
  );

  /** What the sweeps of a process would do next: nothing that was begun stays undone. */
  async function sweep(): Promise<void> {
    await shop.nest.get(TicketRefunds, { strict: false }).sweep();
    const soon = new Date(Date.now() + 1000);
    await shop.nest.get(RefundsService, { strict: false }).sendForgotten(soon);
  }
});

function environment(redisPort: number, databasePort: number): Record<string, string> {
  const { settings } = shop;
  const at = (address: string, port: number): string => {
    const url = new URL(address);
    url.hostname = '127.0.0.1';
    url.port = String(port);
    return url.href;
  };
  return {
    PATH: process.env.PATH ?? '',
    NODE_ENV: 'test',
    HOST: '127.0.0.1',
    LOG_LEVEL: 'error',
    DEMO_DATA: 'off',
    DATA_DIR: settings.dataDir,
    SECRET_KEY: settings.secretKey,
    REDIS_PREFIX: settings.redisPrefix,
    DATABASE_URL: at(settings.databaseUrl!, databasePort),
    REDIS_URL: at(settings.redisUrl!, redisPort),
    PUBLIC_URL: shop.url,
    SANDBOX_URL: settings.of(paymentSettings).sandboxUrl,
    OAUTH_SANDBOX: 'off',
    WORKERS: '0',
    THROTTLE_ORDER: '1000000/second',
    THROTTLE_TICKET: '1000000/second',
    THROTTLE_COMMENT: '1000000/second',
    UNPAID_ORDERS_MAX: '1000000',
    TICKET_UNPAID_HOLDS: '1000000',
    UNPAID_PIECES_MAX: '1000000',
    CART_LINE_MAX: '1000000',
    SHUTDOWN_DELAY_SECONDS: '1',
    PAYMENT_RECONCILE_SECONDS: '0',
  };
}
