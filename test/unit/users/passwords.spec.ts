import { describe, expect, it } from 'vitest';
import { Passwords } from '../../../src/users/passwords/passwords.js';

/** Turns of the event loop while the work is under way. */
async function turnsDuring(work: Promise<unknown>): Promise<number> {
  let turns = 0;
  const state = { isDone: false };
  void work.finally(() => (state.isDone = true));
  while (!state.isDone) {
    turns += 1;
    await new Promise((resolve) => {
      setImmediate(resolve);
    });
  }
  return turns;
}

describe('passwords', () => {
  const passwords = new Passwords();

  it('are hashed with argon2id, each with a salt of its own', async () => {
    const [one, other] = await Promise.all([passwords.hash('secret'), passwords.hash('secret')]);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(other);
    expect(await passwords.verify('secret', one)).toBe(true);
    expect(await passwords.verify('Secret', one)).toBe(false);
    expect(passwords.isOutdated(one)).toBe(false);
  });

  it("are nobody's when there is no user", async () => {
    expect(await passwords.verify('', undefined)).toBe(false);
    expect(await passwords.verify('secret', undefined)).toBe(false);
  });

  it('leave the event loop to others while they are hashed', async () => {
    const work = Promise.all(Array.from({ length: 10 }, () => passwords.hash('secret')));
    expect(await turnsDuring(work)).toBeGreaterThan(500);
  });

  it('leave the thread pool to others while fifty wait for their turn', async () => {
    const order: string[] = [];
    const { stat } = await import('node:fs/promises');
    const hashes = Array.from({ length: 50 }, () =>
      passwords.hash('secret').then(() => order.push('hash')),
    );
    await stat('.').then(() => order.push('file'));
    await Promise.all(hashes);
    expect(order.indexOf('file')).toBeLessThanOrEqual(5);
  });
});
