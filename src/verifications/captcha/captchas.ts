import { Injectable } from '@nestjs/common';
import { ExpiringStore } from '../../infrastructure/expiring-store/expiring-store.js';
import { Outbox } from '../../infrastructure/outbox/outbox.js';
import { equalInConstantTime } from '../codes/one-time-code.js';
import { captchaPicture, randomText } from './captcha-picture.js';

/** Seconds that a picture can be answered. */
const CAPTCHA_SECONDS = 300;
const CAPTCHA_LENGTH = 4;

/** Pictures that programs cannot read; each can be answered once, right or wrong. */
@Injectable()
export class Captchas {
  constructor(
    private readonly store: ExpiringStore,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param id made up by the client; an earlier picture of it counts no more
   * @returns a JPEG
   * @throws StoreUnavailable
   */
  async issue(id: string): Promise<Buffer> {
    const text = randomText(CAPTCHA_LENGTH);
    const picture = await captchaPicture(text);
    await this.store.set(captchaKey(id), text.toLowerCase(), CAPTCHA_SECONDS);
    await this.outbox.record({ channel: 'captcha', to: id, text, secret: text });
    return picture;
  }

  /**
   * Compares without regard to case and ends the picture's life.
   *
   * @returns `absent` when there is no picture, or none any more
   * @throws StoreUnavailable
   */
  async answer(id: string, text: string): Promise<'ok' | 'absent' | 'wrong'> {
    const expected = await this.store.take(captchaKey(id));
    if (expected === null) return 'absent';
    return equalInConstantTime(text.toLowerCase(), expected) ? 'ok' : 'wrong';
  }
}

function captchaKey(id: string): string {
  return `captcha:${id}`;
}
