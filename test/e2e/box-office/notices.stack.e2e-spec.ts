import { afterAll, describe, expect, it } from 'vitest';
import { JobOutbox } from '../../../src/infrastructure/jobs/index.js';
import { OutboxJob } from '../../../src/infrastructure/jobs/job-outbox.entity.js';
import { OutboxFile } from '../../../src/infrastructure/outbox/outbox-file.js';
import { show } from '../../support/box-office.js';
import { paidShop } from '../../support/payments.js';
import { redisProxy } from '../../support/redis.js';
import { shopper } from '../../support/shoppers.js';
import { lock, pay, ticketOrder } from '../../support/tickets.js';
import { until } from '../../support/until.js';
import { changeUser } from '../../support/users.js';

describe('what buyers of tickets are told', async () => {
  const proxy = await redisProxy(process.env.TEST_REDIS_URL!);
  afterAll(() => proxy.close());
  const app = await paidShop({ REDIS_URL: proxy.url, THROTTLE_TICKET: '1000/second' });

  const isReady = async () => (await app.get('/readyz')).json.status === 'ok';

  it.each(['cut', 'silence'] as const)(
    'comes later when Redis is away at the payment: %s',
    async (goAway) => {
      const [mobile, email] = [`1390000${goAway === 'cut' ? '1111' : '2222'}`, `${goAway}@a.cn`];
      const screening = await show(app);
      const buyer = await shopper(app);
      await changeUser(app, buyer, { email });
      const { json } = await lock(buyer, screening, [[1, 1]], mobile);

      proxy[goAway]();
      expect(await pay(app, json.id)).toBe('success');
      const { status, code } = await ticketOrder(app, json.id);
      expect(status).toBe('paid');
      const outbox = new OutboxFile(app.settings.dataDir);
      expect([await outbox.last(mobile), await outbox.last(email)]).toEqual([undefined, undefined]);

      proxy.restore();
      await until(isReady, 20_000);
      // Half a minute later.
      const sweep = async (): Promise<boolean> => {
        await app.nest.get(JobOutbox, { strict: false }).sweep(Date.now() + 60_000);
        return (await app.dataSource.manager.count(OutboxJob)) === 0;
      };
      await until(sweep, 20_000);
      for (const to of [mobile, email]) {
        await until(async () => (await outbox.last(to)) !== undefined, 10_000);
        expect((await outbox.last(to))!.text).toContain(`取票码 ${code}`);
      }
    },
    60_000,
  );
});
