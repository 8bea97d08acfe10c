import { describe, expect, it, vi } from 'vitest';
import {
  HASHES_AT_ONCE,
  MAX_WAITING,
  Passwords,
  PasswordsBusy,
} from '../../src/users/passwords/passwords.js';

// Hashing never ends here, so that all wait.
vi.mock('@node-rs/argon2', () => ({
  hash: () => new Promise(() => {}),
  verify: () => new Promise(() => {}),
}));

describe('passwords', () => {
  it('beyond those that may wait are refused at once, with the time to come back', async () => {
    const passwords = new Passwords();
    const settled: unknown[] = [];
    for (let number = 0; number < HASHES_AT_ONCE + MAX_WAITING; number += 1) {
      passwords.hash('shop12345').catch((error: unknown) => settled.push(error));
    }
    const error: unknown = await passwords.hash('shop12345').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(PasswordsBusy);
    expect(error).toMatchObject({ status: 503, headers: { 'Retry-After': '10' } });
    expect(settled).toEqual([]);
  });
});
