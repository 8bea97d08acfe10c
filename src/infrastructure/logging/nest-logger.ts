import type { LoggerService } from '@nestjs/common';
import type { Level, Logger } from 'pino';

/** Contexts in which Nest tells of every module and route it puts together. */
const ASSEMBLY = new Set<unknown>([
  'InstanceLoader',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/**
 * Turns the lines of Nest's `Logger` into structured ones: its context, stack and further
 * parameters become fields.
 */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...params: unknown[]): void {
    this.write(ASSEMBLY.has(params.at(-1)) ? 'debug' : 'info', message, params);
  }

  fatal(message: unknown, ...params: unknown[]): void {
    this.write('fatal', message, params);
  }

  error(message: unknown, ...params: unknown[]): void {
    const stackAt = params.findIndex((param) => typeof param === 'string' && isStack(param));
    const [stack] = stackAt === -1 ? [] : params.splice(stackAt, 1);
    this.write('error', message, params, { stack });
  }

  warn(message: unknown, ...params: unknown[]): void {
    this.write('warn', message, params);
  }

  debug(message: unknown, ...params: unknown[]): void {
    this.write('debug', message, params);
  }

  verbose(message: unknown, ...params: unknown[]): void {
    this.write('trace', message, params);
  }

  /** Nest passes the context as the last string. */
  private write(level: Level, message: unknown, params: unknown[], extra: object = {}): void {
    if (!this.logger.isLevelEnabled(level)) return;
    const context = typeof params.at(-1) === 'string' ? params.at(-1) : undefined;
    const details = (context === undefined ? params : params.slice(0, -1)).filter(
      (param) => param !== undefined,
    );
    const fields = {
      context,
      ...(details.length > 0 ? { params: details } : {}),
      ...extra,
    };
    if (message instanceof Error) {
      this.logger[level]({ ...fields, err: message }, message.message);
    } else if (typeof message === 'object' && message !== null) {
      this.logger[level]({ ...fields, ...message });
    } else {
      this.logger[level](fields, String(message));
    }
  }
}

function isStack(text: string): boolean {
  return /\n\s+at /.test(text);
}
