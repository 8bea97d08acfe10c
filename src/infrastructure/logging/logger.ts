import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { Settings } from '../../config/settings.js';
import { currentRequestId } from './request-context.js';

/**
 * The process's logger: one JSON object per line on standard output. Fastify logs through it, and
 * Nest through {@link NestLogger}. A line written while a request is served carries its id.
 *
 * @param stream where the lines go; by default standard output, written without blocking
 */
export function createLogger(
  { logLevel }: Pick<Settings, 'logLevel'>,
  stream: DestinationStream = destination({ sync: false }),
): Logger {
  return pino(
    {
      level: logLevel,
      base: { pid: process.pid },
      mixin: () => ({ reqId: currentRequestId() }),
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
    stream,
  );
}
