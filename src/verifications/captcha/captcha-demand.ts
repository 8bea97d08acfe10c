import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { verificationSettings } from '../verifications.settings.js';
import { CharField, validate, ValidationError, type RestRequest } from '../../rest/index.js';
import { Captchas } from './captchas.js';

/** Longest id that a client may give to a picture. */
export const MAX_CAPTCHA_ID = 64;

/** What a request that answers a captcha carries. */
export class CaptchaAnswer {
  @CharField({ maxLength: MAX_CAPTCHA_ID }) image_code_id!: string;
  @CharField({ minLength: 4, maxLength: 4 }) text!: string;
}

/** Whoever wants an SMS must answer a captcha, if the shop demands it, or if they do so unasked. */
@Injectable()
export class CaptchaDemand {
  constructor(
    private readonly captchas: Captchas,
    private readonly settings: Settings,
  ) {}

  /**
   * @param sent the data that may hold the answer, as `CaptchaAnswer` names it
   * @throws ValidationError when it is missing, wrong, or answered before; StoreUnavailable
   */
  async check(request: RestRequest, sent: Partial<CaptchaAnswer>): Promise<void> {
    if (!this.settings.of(verificationSettings).captchaRequired && !isAnswered(sent)) return;
    const answer = await validate(CaptchaAnswer, { ...sent }, request.validationContext());
    const result = await this.captchas.answer(answer.image_code_id, answer.text);
    if (result !== 'ok') throw ValidationError.nonField(REFUSALS[result]);
  }
}

/** Whether somebody has tried to answer a captcha. */
export function isAnswered(sent: Partial<CaptchaAnswer>): boolean {
  return Boolean(sent.image_code_id || sent.text);
}

/** The contract's words. */
const REFUSALS = { absent: '图片验证码无效', wrong: '图片验证码错误' } as const;
