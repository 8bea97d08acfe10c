import { AnonRateThrottle, ScopedRateThrottle, UserRateThrottle } from '../rest/index.js';

/** Of requests that cost messages. */
export const CODE_THROTTLES = [AnonRateThrottle, UserRateThrottle, new ScopedRateThrottle('codes')];
/** Of requests for pictures, each of which is drawn and remembered. */
export const CAPTCHA_THROTTLES = [
  AnonRateThrottle,
  UserRateThrottle,
  new ScopedRateThrottle('captcha'),
];
/** Of requests that tell who has an account. */
export const LOOKUP_THROTTLES = [
  AnonRateThrottle,
  UserRateThrottle,
  new ScopedRateThrottle('lookup'),
];
