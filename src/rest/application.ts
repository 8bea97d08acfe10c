import type { DynamicModule, NestApplicationOptions, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import { serveAssets } from './browsable/assets.js';
import { KeptResponses } from './caching/kept-responses.js';
import { RestExceptionFilter } from './exception.filter.js';
import { Rest } from './rest.js';
import { appendSlash, formatSuffix } from './urls.js';

/** What an application may have its own way. */
export interface RestApplicationOptions {
  /** Options of the HTTP server. */
  readonly server?: FastifyServerOptions;
  /** Options of Nest, e.g. its logger. */
  readonly nest?: NestApplicationOptions;
  /** URL prefixes whose files have endings of their own; default: none. */
  readonly filePaths?: readonly string[];
  /** Adds hooks that run before those of the layer, e.g. for headers of every answer. */
  prepare?(fastify: FastifyInstance): void;
  /** Runs before the layer's last hooks, which may answer: the place for CORS. */
  configure?(app: NestFastifyApplication): Promise<void> | void;
  /** Around the answer to a request that the router itself refuses, which no hook has seen. */
  refuse?(request: FastifyRequest, reply: FastifyReply, answer: () => void): void;
}

/**
 * Creates a Nest application on Fastify that answers as Django REST framework does: trailing
 * slashes, format suffixes, bodies read by the layer, errors in its shape even where the router
 * refuses a request, ready responses sent at once. It is initialised, not yet listening.
 *
 * @param root a module that imports `RestModule`
 */
export async function createRestApplication(
  root: Type<unknown> | DynamicModule,
  options: RestApplicationOptions = {},
): Promise<NestFastifyApplication> {
  const { filePaths = [], refuse = (_request, _reply, answer) => answer() } = options;
  let failures = new RestExceptionFilter();
  const adapter = new FastifyAdapter({
    // Bodies may be read by the layer alone, after it has decided that a request may go on.
    skipMiddie: true,
    rewriteUrl: formatSuffix(filePaths),
    // The router refuses a malformed URL before any hook runs.
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
      refuse(request, reply, () => failures.answer(error, request, reply)),
    ...options.server,
    routerOptions: {
      ignoreTrailingSlash: true,
      maxParamLength: 500,
      ...options.server?.routerOptions,
    },
  });
  const fastify = adapter.getInstance<FastifyInstance>();
  options.prepare?.(fastify);
  fastify.addHook('onRequest', leaveContentTypeToLayer);
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('*', (_request, _payload, done) => done(null));
  const app = await NestFactory.create<NestFastifyApplication>(root, adapter, {
    abortOnError: false,
    ...options.nest,
    bodyParser: false,
  });
  failures = app.get(RestExceptionFilter);
  await options.configure?.(app);
  if (app.get(Rest).options.browsable) serveAssets(fastify);
  fastify.addHook('onRequest', appendSlash);
  fastify.addHook('onRequest', app.get(KeptResponses).hook);
  await app.init();
  return app;
}

/**
 * Fastify refuses a malformed Content-Type before the layer has looked at the client's credentials;
 * hidden from it, the layer reads it in its turn.
 */
function leaveContentTypeToLayer(
  request: FastifyRequest,
  _reply: FastifyReply,
  done: () => void,
): void {
  if (request.headers['content-type'] !== undefined && !request.mediaType) {
    request.headers = { 'content-type': undefined };
  }
  done();
}
