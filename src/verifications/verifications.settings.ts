import { z } from 'zod';
import { defineSettings, variable } from '../config/group.js';
import { onOff, throttleRate, wholeNumber } from '../config/values.js';

/** Who gets codes, and how many. */
export interface VerificationSettings {
  /** Whether a code by SMS is sent only to those who answer a captcha. */
  readonly captchaRequired: boolean;
  /** Codes in 24 hours to one mobile, and for one client; e-mails are counted apart. */
  readonly smsDailyPerMobile: number;
  readonly smsDailyPerIp: number;
  /** Codes by SMS that all clients together get within an hour. */
  readonly smsHourlyBudget: number;
  /** Text of an SMS with a verification code, which takes the place of `{code}`. */
  readonly smsTemplate: string;
  /** Requests for codes from one address. */
  readonly throttleCodes: string;
  /** Captcha pictures, and sign-ins begun at a provider, from one address: each is remembered. */
  readonly throttleCaptcha: string;
}

export const verificationSettings = defineSettings({
  title: 'Captchas and codes',
  variables: {
    CAPTCHA_REQUIRED: variable(
      'Whether a code by SMS is sent only to those who answer a captcha: on, off, or auto, which is on in production.',
      onOff(),
    ),
    SMS_DAILY_PER_MOBILE: variable(
      'Codes that are sent in 24 hours to one mobile at most. E-mails with codes have the same limit, counted apart.',
      wholeNumber(1, 1_000_000, 10),
    ),
    SMS_DAILY_PER_IP: variable(
      'Codes that are sent in 24 hours for one client (IP address).',
      wholeNumber(1, 1_000_000, 50),
    ),
    SMS_HOURLY_BUDGET: variable(
      'Codes by SMS within an hour for all clients together; beyond, none is sent and an error is logged.',
      wholeNumber(1, 1_000_000, 1000),
    ),
    SMS_TEMPLATE: variable(
      'Text of an SMS with a code, as approved by the provider; {code} is replaced.',
      z
        .string()
        .refine((text) => text.includes('{code}'), 'expected a text with {code} in it')
        .default('【商城】您的验证码是{code}。如非本人操作，请忽略本短信'),
    ),
    THROTTLE_CODES: variable(
      'Requests for codes from one address.',
      throttleRate().default('20/minute'),
    ),
    THROTTLE_CAPTCHA: variable(
      'Captcha pictures, and sign-ins begun at a provider, from one address.',
      throttleRate().default('60/minute'),
    ),
  },
  values: (env, { isProduction }): VerificationSettings => ({
    captchaRequired:
      env.CAPTCHA_REQUIRED === 'on' || (env.CAPTCHA_REQUIRED === 'auto' && isProduction),
    smsDailyPerMobile: env.SMS_DAILY_PER_MOBILE,
    smsDailyPerIp: env.SMS_DAILY_PER_IP,
    smsHourlyBudget: env.SMS_HOURLY_BUDGET,
    smsTemplate: env.SMS_TEMPLATE,
    throttleCodes: env.THROTTLE_CODES,
    throttleCaptcha: env.THROTTLE_CAPTCHA,
  }),
});
