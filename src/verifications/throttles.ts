import { AnonRateThrottle, ScopedRateThrottle, UserRateThrottle } from '../rest/index.js';

/** Of requests that cost messages. */
export const CODE_THROTTLES = [AnonRateThrottle, UserRateThrottle, new ScopedRateThrottle('codes')];
/** Of requests that tell who has an account. */
export const LOOKUP_THROTTLES = [
  AnonRateThrottle,
  UserRateThrottle,
  new ScopedRateThrottle('lookup'),
];
