import type { INestApplicationContext } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { HttpSettings } from './infrastructure/http/http.settings.js';

/** Milliseconds that the end may take beyond its deadline, for what is closed after requests. */
const GRACE = 2_000;

/** Milliseconds in which a balancer under load is sure to ask. */
const MOMENT = 500;

/** What is done on the way out, beside closing the application. */
export interface ShutdownSteps {
  /** As soon as the signal comes. */
  readonly drain?: () => void;
  /** When balancers should have looked away, a moment before the application closes. */
  readonly turnAway?: () => void;
  /** When the time for what was in flight is up. */
  readonly cut?: () => void;
}

/**
 * Ends the process on SIGTERM or SIGINT, within bounds: it first goes on serving for the delay,
 * then finishes what is in flight, and cuts off what does not finish in time. A second signal ends
 * it at once.
 */
export function stopOnSignals(
  app: INestApplicationContext,
  { shutdownDelay, shutdownTimeout }: Pick<HttpSettings, 'shutdownDelay' | 'shutdownTimeout'>,
  { drain, turnAway, cut }: ShutdownSteps = {},
): void {
  const stop = async (signal: NodeJS.Signals): Promise<void> => {
    drain?.();
    if (shutdownDelay > 0) {
      await delay(shutdownDelay);
      turnAway?.();
      await delay(MOMENT);
    }
    setTimeout(() => cut?.(), shutdownTimeout).unref();
    setTimeout(() => process.exit(1), shutdownTimeout + GRACE).unref();
    await app.close().catch((error: Error) => process.stderr.write(`${error.stack}\n`));
    process.kill(process.pid, signal);
    // Process 1 of a container does not die of signals.
    setTimeout(() => process.exit(0), 500).unref();
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void stop(signal));
  }
}
