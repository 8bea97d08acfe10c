import { setTimeout as delay } from 'node:timers/promises';
import fastify, { LogController, type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  createLogger,
  NestLogger,
  requestContext,
  requestId,
  requestLog,
  tellRequestId,
} from '../../../src/infrastructure/logging/index.js';

interface Line {
  level: string;
  msg?: string;
  [field: string]: unknown;
}

const lines: Line[] = [];
const stream = { write: (line: string) => void lines.push(JSON.parse(line) as Line) };
const logger = createLogger({ logLevel: 'debug' }, stream);
const nest = new NestLogger(logger);

beforeEach(() => {
  lines.length = 0;
});

describe('the lines of Nest', () => {
  it('are structured, with their context', () => {
    nest.log('listening', 'Shop');
    expect(lines).toEqual([
      expect.objectContaining({ level: 'info', msg: 'listening', context: 'Shop' }),
    ]);
    expect(lines[0]!.time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
  });

  it('keep the stack of an error apart from its message', () => {
    const { stack } = new Error('broken');
    nest.error('it failed', stack, 'Shop');
    expect(lines).toMatchObject([{ level: 'error', msg: 'it failed', stack, context: 'Shop' }]);
  });

  it('describe errors and further parameters', () => {
    nest.error(new TypeError('broken'), 'Shop');
    nest.warn('slow', { ms: 12 }, 'Shop');
    expect(lines).toMatchObject([
      { msg: 'broken', err: { type: 'TypeError', stack: expect.stringContaining('logging.spec') } },
      { level: 'warn', msg: 'slow', params: [{ ms: 12 }], context: 'Shop' },
    ]);
  });

  it('appear from the chosen level on', () => {
    nest.verbose('too much');
    nest.debug('enough');
    expect(lines.map(({ msg }) => msg)).toEqual(['enough']);
  });
});

describe('a request', () => {
  let server: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    server = fastify({
      loggerInstance: logger,
      childLoggerFactory: () => logger,
      logController: new LogController({ disableRequestLogging: true }),
      genReqId: requestId,
    }) as unknown as FastifyInstance;
    server.addHook('onRequest', tellRequestId);
    server.addHook('preHandler', requestContext);
    server.addHook('onResponse', requestLog(logger));
    server.route({
      method: 'GET',
      url: '/work',
      handler: async (request) => {
        await delay(1);
        nest.log('working', 'Service');
        request.log.info('handling');
        return 'done';
      },
    });
    url = await server.listen({ port: 0 });
  });
  afterAll(() => server.close());

  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(url + path, { headers });

  it('puts its id on the answer and on every line about it', async () => {
    const answer = await get('/work?secret=1', { 'X-Request-Id': 'from-the-proxy_1' });
    await answer.text();
    await delay(5);
    expect(answer.headers.get('x-request-id')).toBe('from-the-proxy_1');
    expect(lines.filter(({ msg }) => msg === 'working' || msg === 'handling')).toHaveLength(2);
    expect(new Set(lines.map(({ reqId }) => reqId))).toEqual(new Set(['from-the-proxy_1']));
    expect(lines).toContainEqual(
      expect.objectContaining({ method: 'GET', path: '/work', status: 200 }),
    );
  });

  it('gets an id of its own when it brings none or a strange one', async () => {
    const ids = new Set<string | null>();
    for (const given of [
      undefined,
      'short',
      'x'.repeat(65),
      'with blanks in it',
      '<script>alert',
    ]) {
      const answer = await get('/work', given === undefined ? {} : { 'X-Request-Id': given });
      expect(answer.headers.get('x-request-id')).toMatch(/^[\w-]{8,64}$/);
      expect(answer.headers.get('x-request-id')).not.toBe(given);
      ids.add(answer.headers.get('x-request-id'));
    }
    expect(ids.size).toBe(5);
  });

  it('has an id also when nobody serves it', async () => {
    const answer = await get('/nowhere');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('x-request-id')).toBeTruthy();
  });

  it('has a line for a read only where all are wanted, with who asked', () => {
    const request = { method: 'GET', url: '/x', id: 'i' };
    const answered = (level: 'info' | 'debug', accessLog: boolean) => {
      const own: Line[] = [];
      const to = createLogger(
        { logLevel: level },
        { write: (line) => void own.push(JSON.parse(line) as Line) },
      );
      const reply = { statusCode: 200, elapsedTime: 1 };
      requestLog(to, { accessLog, userOf: () => 7 })(
        request as never,
        reply as never,
        () => undefined,
      );
      return own;
    };
    expect(answered('info', false)).toEqual([]);
    expect(answered('debug', false)).toMatchObject([{ level: 'debug', userId: 7 }]);
    expect(answered('info', true)).toMatchObject([{ level: 'info', reqId: 'i', userId: 7 }]);
  });

  it('keeps its id apart from those served at the same time', async () => {
    const ids = Array.from({ length: 20 }, (_, number) => `request-${number}`);
    await Promise.all(ids.map((id) => get('/work', { 'X-Request-Id': id })));
    const seen = lines.filter(({ msg }) => msg === 'working').map(({ reqId }) => reqId);
    expect(seen.sort()).toEqual(ids.sort());
  });
});
