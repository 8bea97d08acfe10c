import { describe, expect, it } from 'vitest';
import { IdempotencyKeyExpiry } from '../../../src/infrastructure/idempotency/idempotency-key-expiry.js';
import { IdempotencyKey } from '../../../src/infrastructure/idempotency/idempotency-key.entity.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

const DAY = 86_400_000;

describe('idempotency keys', () => {
  const app = testApp(testSettings());

  it('are forgotten after a week, however many there are, and not before', async () => {
    const now = Date.now();
    const keys = (name: string, days: number, count: number) =>
      Array.from({ length: count }, (_, index) => ({
        scope: name,
        userId: 1,
        key: `${index}`,
        fingerprint: '',
        result: 1,
        createdAt: new Date(now - days * DAY),
      }));
    await app.unitOfWork.run(async ({ manager }) => {
      await manager.insert(IdempotencyKey, keys('new', 6.9, 3));
      await manager.insert(IdempotencyKey, keys('old', 7.1, 1200));
    });
    const sweeps = await Promise.all(
      [1, 2].map(() => app.nest.get(IdempotencyKeyExpiry).sweep(new Date(now))),
    );
    expect(Math.max(...sweeps)).toBeGreaterThan(0);
    expect(await app.dataSource.manager.countBy(IdempotencyKey, { scope: 'old' })).toBe(0);
    expect(await app.dataSource.manager.countBy(IdempotencyKey, { scope: 'new' })).toBe(3);
  });
});
