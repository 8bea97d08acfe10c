import { z } from 'zod';
import { defineSettings, variable } from '../config/group.js';
import { commaList, throttleRate, webAddress, wholeNumber } from '../config/values.js';

/** RFC 9110, 5.6.2: what a word in a header is made of. */
const HTTP_TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

/** How people sign in and stay signed in. */
export interface UserSettings {
  /** How long a sign-in lasts, in seconds. */
  readonly jwtLifetime: number;
  /** Words before the token in the `Authorization` header, in any case; 401s name the first. */
  readonly jwtSchemes: readonly string[];
  /** How long a browser's session lasts at most, and how long unused, in seconds. */
  readonly sessionLifetime: number;
  readonly sessionIdleLifetime: number;
  /** Page of the storefront that verifies an e-mail address; its link adds `?token=`. */
  readonly emailVerificationUrl: string;
  /** Text of an SMS about an account, which takes what happened in the place of `{event}`. */
  readonly smsNoticeTemplate: string;
  /** Attempts to sign in, and questions who has an account, from one address. */
  readonly throttleLogin: string;
  readonly throttleLookup: string;
}

export const userSettings = defineSettings({
  title: 'Users',
  variables: {
    JWT_LIFETIME: variable(
      'Seconds that a sign-in lasts.',
      wholeNumber(60, 31_536_000, 7 * 86_400),
    ),
    JWT_SCHEMES: variable(
      'Words that may stand before the token in the Authorization header, in any case.',
      commaList()
        .refine(
          (schemes) => schemes.length > 0 && schemes.every((scheme) => HTTP_TOKEN.test(scheme)),
          'expected words such as JWT, Bearer',
        )
        .prefault('JWT, Bearer, Token'),
    ),
    SESSION_LIFETIME: variable(
      'Seconds that the session of a browser lasts at most.',
      wholeNumber(60, 31_536_000, 14 * 86_400),
    ),
    SESSION_IDLE_LIFETIME: variable(
      'Seconds that it lasts unused.',
      wholeNumber(60, 31_536_000, 12 * 3600),
    ),
    EMAIL_VERIFICATION_URL: variable(
      'Page of the storefront that verifies an e-mail address; the link in the mail adds ?token=...',
      webAddress().default('http://www.meiduo.site:8080/success_verify_email.html'),
    ),
    SMS_NOTICE_TEMPLATE: variable(
      'Text of an SMS about a change of an account, as approved by the provider; {event} is replaced.',
      z
        .string()
        .refine((text) => text.includes('{event}'), 'expected a text with {event} in it')
        .default('【商城】您的账号{event}。如非本人操作，请立即修改密码'),
    ),
    THROTTLE_LOGIN: variable(
      'Attempts to sign in from one address.',
      throttleRate().default('20/minute'),
    ),
    THROTTLE_LOOKUP: variable(
      'Questions whether a name or number has an account, from one address.',
      throttleRate().default('60/minute'),
    ),
  },
  values: (env): UserSettings => ({
    jwtLifetime: env.JWT_LIFETIME,
    jwtSchemes: env.JWT_SCHEMES,
    sessionLifetime: env.SESSION_LIFETIME,
    sessionIdleLifetime: env.SESSION_IDLE_LIFETIME,
    emailVerificationUrl: env.EMAIL_VERIFICATION_URL,
    smsNoticeTemplate: env.SMS_NOTICE_TEMPLATE,
    throttleLogin: env.THROTTLE_LOGIN,
    throttleLookup: env.THROTTLE_LOOKUP,
  }),
});
