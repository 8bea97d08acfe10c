import { Injectable, type ExecutionContext } from '@nestjs/common';
import {
  ThrottlerGuard,
  type ThrottlerModuleOptions,
  type ThrottlerOptions,
} from '@nestjs/throttler';
import { Throttled } from '../exceptions.js';
import type { CarriesRestRequest } from '../request.js';
import type { Rest } from '../rest.js';
import type { CountRequest } from './throttles.js';

/** What the guard's base is told of a request over its limit. */
interface LimitDetail {
  readonly timeToExpire: number;
  readonly timeToBlockExpire: number;
}

/**
 * Counts the requests of a viewset's throttles, after its permissions have let them pass. Counting
 * is @nestjs/throttler's; which of its limits count, and whom, the throttles say.
 *
 * DRF: rest_framework.views.APIView.check_throttles
 */
@Injectable()
export class ThrottleGuard extends ThrottlerGuard {
  private readonly limits = new Map<string, ThrottlerOptions>();

  override async onModuleInit(): Promise<void> {
    await super.onModuleInit();
    for (const limit of this.throttlers) this.limits.set(limit.name!, limit);
  }

  override async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<CarriesRestRequest>().rest!;
    const { throttles } = request.policy;
    if (throttles.length === 0) return true;
    const { observer } = request.rest.options;
    const count: CountRequest = async (scope, client) => {
      const wait = await this.count(context, scope, client);
      if (wait !== null) observer.throttled?.(scope);
      return wait;
    };
    let longest = 0;
    // All are asked, so that each counts.
    for (const throttle of throttles) {
      longest = Math.max(longest, (await throttle.wait(request, count)) ?? 0);
    }
    if (longest > 0) throw new Throttled(longest);
    return true;
  }

  /** @returns null when the request may pass, else the seconds to wait */
  private async count(
    context: ExecutionContext,
    scope: string,
    client: string,
  ): Promise<number | null> {
    const throttler = this.limits.get(scope);
    if (!throttler) return null;
    const { limit, ttl } = throttler as { limit: number; ttl: number };
    try {
      await this.handleRequest({
        context,
        throttler,
        limit,
        ttl,
        // The window slides: who is refused is not locked out for longer.
        blockDuration: 0,
        getTracker: () => client,
        generateKey: (_context, tracker, name) => this.generateKey(context, tracker, name),
      });
      return null;
    } catch (error) {
      if (error instanceof Throttled) return error.wait!;
      throw error;
    }
  }

  /** One count for all views of a scope. DRF: SimpleRateThrottle.cache_format */
  protected override generateKey(
    _context: ExecutionContext,
    client: string,
    scope: string,
  ): string {
    return `throttle_${scope}_${client}`;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    { timeToBlockExpire, timeToExpire }: LimitDetail,
  ): Promise<void> {
    throw new Throttled(Math.max(1, timeToBlockExpire || timeToExpire));
  }
}

/** The settings' rates as @nestjs/throttler's limits, one per scope. */
export function throttlerOptions({ options, throttleRates }: Rest): ThrottlerModuleOptions {
  return {
    storage: options.throttlerStorage,
    setHeaders: false,
    throttlers: [...throttleRates].map(([name, { limit, seconds }]) => ({
      name,
      limit,
      ttl: seconds * 1000,
      blockDuration: 0,
    })),
  };
}
