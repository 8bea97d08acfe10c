import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { ExpiringStore } from '../../infrastructure/expiring-store/expiring-store.js';
import { Throttled } from '../../rest/index.js';
import { HASHES_AT_ONCE } from '../passwords/passwords.js';

/** Wrong passwords that an account takes within `SECONDS`, whoever sends them. */
const FAILURES = 10;
const SECONDS = 300;
/** Attempts that may wait for their turn, some ten seconds' work: more are told to come again. */
const MAX_WAITING = 400;
const BUSY_SECONDS = 10;

/**
 * Lets an account's password be guessed at only so often, from however many addresses the guesses
 * come. Attempts have their turn before they are counted, and as few at a time as passwords are
 * hashed: a flood of guesses at once gets hardly more of them through than a trickle.
 */
@Injectable()
export class LoginAttempts {
  private readonly turn = pLimit(HASHES_AT_ONCE);

  constructor(private readonly store: ExpiringStore) {}

  /**
   * Makes an attempt at a password.
   *
   * @param account what is being attacked if this is an attack
   * @param attempt resolves with whether the password was right, which forgives the failures
   * @throws Throttled after too many failures, even if the password is right
   */
  async guard(account: string, attempt: () => Promise<boolean>): Promise<boolean> {
    if (this.turn.pendingCount >= MAX_WAITING) throw new Throttled(BUSY_SECONDS);
    return this.turn(async () => {
      const key = `login-failures:${account}`;
      const failures = Number(await this.store.get(key));
      if (failures >= FAILURES) throw new Throttled(await this.store.secondsLeft(key));
      const isRight = await attempt();
      if (!isRight) await this.store.increment(key, SECONDS);
      else if (failures > 0) await this.store.delete(key);
      return isRight;
    });
  }

  /** Forgets the failures of an account whose owner has proved to be the owner otherwise. */
  forgive(account: string): Promise<void> {
    return this.store.delete(`login-failures:${account}`);
  }
}
