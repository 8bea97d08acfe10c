import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { ExpiringStore } from '../../infrastructure/expiring-store/expiring-store.js';
import {
  digitsOf,
  equalInConstantTime,
  type CodeChannel,
  type CodeIdentity,
} from './one-time-code.js';

/** Seconds that a code is valid. */
export const CODE_SECONDS = 300;

/** Wrong tries after which a code is dead: fewer where there are fewer codes to guess. */
const WRONG_TRIES = 5;
const WRONG_TRIES_SHORT = 3;
const SHORT = 4;

/** `absent`: no code was sent, or it has expired, been used, or been guessed at too often. */
export type CodeCheck = 'ok' | 'absent' | 'wrong';

/**
 * The codes that prove that an address is somebody's. Of each address only the newest is valid: for
 * five minutes, for a few wrong tries, and for one use.
 */
@Injectable()
export class VerificationCodes {
  constructor(
    private readonly store: ExpiringStore,
    private readonly settings: Settings,
  ) {}

  /**
   * Compares without using the code up, so that a form can be corrected and sent again.
   *
   * @throws StoreUnavailable
   */
  async check(channel: CodeChannel, address: string, code: string): Promise<CodeCheck> {
    const { result } = await this.compare(channel, address, code);
    return result;
  }

  /**
   * Compares and uses the code up: of several requests with it, one gets `ok`.
   *
   * @throws StoreUnavailable
   */
  async consume(channel: CodeChannel, address: string, code: string): Promise<CodeCheck> {
    const { result, ticket } = await this.compare(channel, address, code);
    if (result !== 'ok') return result;
    const isMine = await this.store.deleteIf(codeKey(channel, address), ticket);
    return isMine ? 'ok' : 'absent';
  }

  /** Makes a new code, the only one valid from now on. */
  async issue(channel: CodeChannel, address: string, length: number): Promise<CodeIdentity> {
    const ticket = `${length}:${randomBytes(16).toString('hex')}`;
    await this.store.set(codeKey(channel, address), ticket, CODE_SECONDS);
    return { channel, address, ticket };
  }

  /** The code to send; null when it is not the valid one any more. */
  async reveal(code: CodeIdentity): Promise<string | null> {
    const current = await this.store.get(codeKey(code.channel, code.address));
    return current === code.ticket ? digitsOf(code, this.settings.secretKey) : null;
  }

  private async compare(
    channel: CodeChannel,
    address: string,
    code: string,
  ): Promise<{ result: CodeCheck; ticket: string }> {
    const ticket = await this.store.get(codeKey(channel, address));
    if (ticket === null) return { result: 'absent', ticket: '' };
    const expected = digitsOf({ channel, address, ticket }, this.settings.secretKey);
    const isRight = equalInConstantTime(code, expected);
    // The one step on the counter decides, however many guesses come at once: a right one counts
    // only where not too many wrong ones have come before it.
    const key = `code-tries:${channel}:${address}:${ticket}`;
    const wrongTries = isRight
      ? Number(await this.store.get(key)) + 1
      : await this.store.increment(key, CODE_SECONDS);
    const tries = expected.length > SHORT ? WRONG_TRIES : WRONG_TRIES_SHORT;
    if (wrongTries > tries) return { result: 'absent', ticket };
    return { result: isRight ? 'ok' : 'wrong', ticket };
  }
}

function codeKey(channel: CodeChannel, address: string): string {
  return `code:${channel}:${address}`;
}
