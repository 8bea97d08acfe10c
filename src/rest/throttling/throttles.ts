import type { Type } from '@nestjs/common';
import type { RestRequest } from '../request.js';
import { isMultipart } from '../parsers/index.js';
import type { Rest } from '../rest.js';
import { parseRate } from './rates.js';

/**
 * Limits how often one client may call. All throttles of a viewset are asked; the longest wait wins.
 * DRF: rest_framework.throttling.BaseThrottle.
 */
export abstract class Throttle {
  /**
   * @param count counts the request for a client, by the rate of a scope
   * @returns null when the request may pass, else the seconds to wait (at least 1)
   */
  abstract wait(request: RestRequest, count: CountRequest): Promise<number | null>;
}

/** Counts a request of a client by the rate of a scope; the answer is that of `Throttle.wait`. */
export type CountRequest = (scope: string, client: string) => Promise<number | null>;

/** A throttle class, or an instance such as `new ScopedRateThrottle('login')`. */
export type ThrottleLike = Type<Throttle> | Throttle;

/** The instance behind a declared throttle. */
export function throttleOf(throttle: ThrottleLike): Throttle {
  return typeof throttle === 'function' ? new throttle() : throttle;
}

/**
 * A sliding-window limit per scope and client, its rate looked up by scope in the settings. A
 * scope without a rate limits nobody and costs nothing.
 * DRF: rest_framework.throttling.SimpleRateThrottle.
 */
export abstract class RateThrottle extends Throttle {
  constructor(protected readonly scope: string) {
    super();
  }

  /** Whether the settings limit this scope at all. */
  hasRate({ throttleRates }: Rest): boolean {
    return throttleRates.has(this.scope);
  }

  /** Whom to count; null lets the request pass uncounted. */
  protected abstract client(request: RestRequest): string | null;

  override async wait(request: RestRequest, count: CountRequest): Promise<number | null> {
    if (!this.hasRate(request.rest)) return null;
    const client = this.client(request);
    return client === null ? null : count(this.scope, client);
  }
}

/** Counts anonymous clients by address. DRF: rest_framework.throttling.AnonRateThrottle. */
export class AnonRateThrottle extends RateThrottle {
  constructor(scope = 'anon') {
    super(scope);
  }

  protected override client(request: RestRequest): string | null {
    return request.user === null ? request.ip : null;
  }
}

/** Counts users by id, anonymous ones by address. DRF: rest_framework.throttling.UserRateThrottle. */
export class UserRateThrottle extends RateThrottle {
  constructor(scope = 'user') {
    super(scope);
  }

  protected override client(request: RestRequest): string | null {
    return request.user === null ? request.ip : `user_${request.user.id}`;
  }
}

/** A limit of its own for some views. DRF: rest_framework.throttling.ScopedRateThrottle. */
export class ScopedRateThrottle extends UserRateThrottle {
  constructor(scope: string) {
    super(scope);
  }
}

/** A limit for requests that bring files, which cost more; the `upload` rate unless told. */
export class UploadRateThrottle extends UserRateThrottle {
  constructor(scope = 'upload') {
    super(scope);
  }

  protected override client(request: RestRequest): string | null {
    return isMultipart(request.raw.headers['content-type']) ? super.client(request) : null;
  }
}

/** Parses the configured rates, scope by scope; see `parseRate`. */
export function parseRates(
  rates: Readonly<Record<string, string | null>>,
): ReadonlyMap<string, NonNullable<ReturnType<typeof parseRate>>> {
  const parsed = new Map<string, NonNullable<ReturnType<typeof parseRate>>>();
  for (const [scope, text] of Object.entries(rates)) {
    const rate = parseRate(text);
    if (rate) parsed.set(scope, rate);
  }
  return parsed;
}
