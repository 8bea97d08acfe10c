import fastifyCors from '@fastify/cors';
import fastifyStatic from '@fastify/static';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController } from 'fastify';
import { mkdir } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { AppModule } from './app.module.js';
import { MEDIA_PATH } from './core.module.js';
import type { Settings } from './config/settings.js';
import { serveSeatsPage } from './demo/seats-page.js';
import { DOCS_PATH, setUpDocs } from './docs/docs.js';
import { recogniseClient } from './infrastructure/http/client.js';
import { corsDelegate } from './infrastructure/http/cors.js';
import { HttpConnections } from './infrastructure/http/http-connections.js';
import { securityHeaders } from './infrastructure/http/security-headers.js';
import { hostGuard } from './infrastructure/http/allowed-hosts.js';
import {
  createLogger,
  NestLogger,
  requestContext,
  requestId,
  requestLog,
} from './infrastructure/logging/index.js';
import { refuseUnreadable } from './parser-errors.js';
import { cacheControlOf } from './infrastructure/storage/media-caching.js';
import { createRestApplication } from './rest/index.js';

/**
 * Builds the shop's HTTP application: Nest on Fastify, ready to listen.
 *
 * @param root the application's modules; default: the whole shop
 * @param connections for whoever wants to end them
 */
export async function createApplication(
  settings: Settings,
  root: DynamicModule = AppModule.forRoot(settings),
  connections: HttpConnections = httpConnections(settings),
): Promise<NestFastifyApplication> {
  const logger = createLogger(settings);
  const protect = securityHeaders(settings);
  return createRestApplication(root, {
    filePaths: [DOCS_PATH, MEDIA_PATH],
    server: {
      serverFactory: connections.serve,
      clientErrorHandler: connections.fail,
      loggerInstance: logger,
      logController: new LogController({ disableRequestLogging: true }),
      genReqId: requestId,
      trustProxy: settings.trustedProxies.length > 0 ? [...settings.trustedProxies] : false,
      forceCloseConnections: 'idle',
      // Whoever still comes through an open connection is served; it is closed after that.
      return503OnClosing: false,
    },
    nest: { logger: new NestLogger(logger) },
    prepare(fastify) {
      fastify.addHook('onRequest', recogniseClient);
      fastify.addHook('onRequest', requestContext);
      fastify.addHook('onResponse', requestLog);
      fastify.addHook('onRequest', protect);
      fastify.addHook('onRequest', hostGuard(settings.allowedHosts));
      fastify.addHook('preClose', (done) => {
        connections.close();
        done();
      });
    },
    async configure(app) {
      await app.register(fastifyCors, () => corsDelegate(settings.corsOrigins));
      await serveMedia(app, resolve(settings.mediaRoot));
      if (settings.isDemo) await serveSeatsPage(app);
      setUpDocs(app);
    },
    refuse: (request, reply, answer) =>
      requestContext(request, reply, () => protect(request, reply, answer)),
  });
}

/** The connections of an application that is about to be created. */
export function httpConnections({ process }: Settings): HttpConnections {
  return new HttpConnections(process.requestTimeout, refuseUnreadable);
}

async function serveMedia(app: NestFastifyApplication, root: string): Promise<void> {
  await mkdir(root, { recursive: true });
  await app.register(fastifyStatic, {
    root,
    prefix: MEDIA_PATH,
    decorateReply: false,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header('Cache-Control', cacheControlOf(relative(root, path).replaceAll(sep, '/')));
    },
  });
}
