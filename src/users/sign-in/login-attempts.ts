import { Injectable } from '@nestjs/common';
import pLimit from 'p-limit';
import { LimitStore } from '../../infrastructure/expiring-store/limit-store.js';
import { renderDetail, Throttled, type Language } from '../../rest/index.js';
import { MESSAGES } from '../users.messages.js';
import { HASHES_AT_ONCE, MAX_WAITING, PasswordsBusy } from '../passwords/passwords.js';

/** Wrong passwords for one account from one client within `SECONDS`, then a captcha is asked for. */
const FAILURES = 10;
/** Wrong passwords for one account from all clients, then strangers are asked for a captcha. */
const FAILURES_OF_ALL = 50;
/** Wrong passwords from one client after which no captcha helps. */
const FAILURES_WITH_CAPTCHA = 30;
const SECONDS = 300;
/** How long a client that has signed in to an account is no stranger to it. */
const KNOWN_SECONDS = 30 * 86_400;

/** 429: too many wrong passwords; the body says that a captcha helps. */
export class CaptchaNeeded extends Throttled {
  override render(language: Language): unknown {
    return {
      detail: renderDetail(this.detail, language),
      non_field_errors: [MESSAGES.captchaNeeded.in(language)],
    };
  }
}

/**
 * Lets an account's password be guessed at only so often, from however many addresses the guesses
 * come, without locking its owner out: failures count for the client that makes them, who then has
 * to answer a captcha each time. When many clients guess together, all of them have to, but not
 * those that have signed in to the account before.
 *
 * Attempts have their turn before they are counted, and as few at a time as passwords are hashed: a
 * flood of guesses at once gets hardly more of them through than a trickle.
 */
@Injectable()
export class LoginAttempts {
  private readonly turn = pLimit(HASHES_AT_ONCE);

  constructor(private readonly store: LimitStore) {}

  /**
   * Makes an attempt at a password.
   *
   * @param account what is being attacked if this is an attack
   * @param client who makes the attempt
   * @param attempt resolves with whether the password was right, which forgives the failures
   * @param answerCaptcha checks the captcha's answer that was sent; absent when none was
   * @throws CaptchaNeeded and Throttled after too many failures, even if the password is right
   */
  async guard(
    account: string,
    client: string,
    attempt: () => Promise<boolean>,
    answerCaptcha?: () => Promise<void>,
  ): Promise<boolean> {
    if (this.turn.pendingCount >= MAX_WAITING) throw new PasswordsBusy();
    return this.turn(async () => {
      const keys = keysOf(account, client);
      await this.admit(keys, answerCaptcha);
      const isRight = await attempt();
      if (isRight) await this.recognise(keys);
      else await this.count(keys);
      return isRight;
    });
  }

  /** Forgets the failures for an account whose owner has proved to be the owner otherwise. */
  async forgive(account: string, client: string): Promise<void> {
    await this.recognise(keysOf(account, client));
  }

  private async admit(keys: Keys, answerCaptcha?: () => Promise<void>): Promise<void> {
    const [own, all, known] = await Promise.all([
      this.store.get(keys.own),
      this.store.get(keys.all),
      this.store.get(keys.known),
    ]);
    if (Number(own) >= FAILURES_WITH_CAPTCHA) {
      throw new Throttled(await this.store.secondsLeft(keys.own));
    }
    const isSuspect = Number(own) >= FAILURES;
    if (!isSuspect && (known !== null || Number(all) < FAILURES_OF_ALL)) return;
    if (!answerCaptcha) {
      throw new CaptchaNeeded(await this.store.secondsLeft(isSuspect ? keys.own : keys.all));
    }
    await answerCaptcha();
  }

  private async recognise({ own, known }: Keys): Promise<void> {
    await this.store.set(known, '1', KNOWN_SECONDS);
    await this.store.delete(own);
  }

  private async count({ own, all }: Keys): Promise<void> {
    await this.store.increment(own, SECONDS);
    await this.store.increment(all, SECONDS);
  }
}

type Keys = ReturnType<typeof keysOf>;

function keysOf(account: string, client: string) {
  return {
    own: `login-failures:${account}:${client}`,
    all: `login-failures:${account}`,
    known: `login-known:${account}:${client}`,
  };
}
