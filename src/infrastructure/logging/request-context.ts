import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

const ACCEPTABLE_ID = /^[\w-]{8,64}$/;

const READS = new Set(['GET', 'HEAD', 'OPTIONS']);

const running = new AsyncLocalStorage<string>();

/** The id of a request: the one that came in `X-Request-Id` if it is harmless, else a new one. */
export function requestId({ headers }: Pick<IncomingMessage, 'headers'>): string {
  const given = headers['x-request-id'];
  return typeof given === 'string' && ACCEPTABLE_ID.test(given) ? given : randomUUID();
}

/** The id of the request being served, if one is. */
export function currentRequestId(): string | undefined {
  return running.getStore();
}

/** A hook for `onRequest`: answers with the id. */
export function tellRequestId(
  request: FastifyRequest,
  reply: FastifyReply,
  done: () => void,
): void {
  reply.header('X-Request-Id', request.id);
  done();
}

/**
 * A hook for `preHandler`: lets all log lines carry the id. No earlier: hooks write none, and a
 * context is a good part of what a kept response costs, which is sent by a hook.
 */
export function requestContext(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: () => void,
): void {
  running.run(request.id, done);
}

/** What the lines about requests tell. */
interface RequestLogOptions {
  /** Whether successful reads get a line at info, too. */
  readonly accessLog?: boolean;
  /** Id of the user who asked. */
  userOf?(request: FastifyRequest): number | undefined;
}

/**
 * A hook for `onResponse`: one line per answer with who asked, without the query, which may hold
 * secrets. Successful reads are debug lines, unless all are wanted: a browsed catalogue would drown
 * all others.
 */
export function requestLog(
  logger: Logger,
  { accessLog = false, userOf }: RequestLogOptions = {},
): (request: FastifyRequest, reply: FastifyReply, done: () => void) => void {
  return (request, reply, done) => {
    const isQuiet = !accessLog && reply.statusCode < 400 && READS.has(request.method);
    const level = isQuiet ? 'debug' : 'info';
    if (logger.isLevelEnabled(level)) {
      const [path] = request.url.split('?', 1);
      logger[level]({
        reqId: request.id,
        userId: userOf?.(request),
        method: request.method,
        path,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime * 10) / 10,
      });
    }
    done();
  };
}
