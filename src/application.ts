import fastifyStatic from '@fastify/static';
import type { DynamicModule } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LogController, type FastifyRequest } from 'fastify';
import { mkdir } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { serveAdminClient } from './admin/client.js';
import { AppModule } from './app.module.js';
import { MEDIA_PATH } from './core.module.js';
import type { Settings } from './config/settings.js';
import { httpSettings } from './infrastructure/http/http.settings.js';
import { serveSeatsPage } from './demo/seats-page.js';
import { DOCS_PATH, setUpDocs } from './docs/docs.js';
import { recogniseClient } from './infrastructure/http/client.js';
import { cors } from './infrastructure/http/cors.js';
import { IN_FLIGHT, measureRequests } from './infrastructure/http/http-metrics.js';
import { HttpConnections } from './infrastructure/http/http-connections.js';
import { securityHeaders } from './infrastructure/http/security-headers.js';
import { hostGuard } from './infrastructure/http/allowed-hosts.js';
import {
  createLogger,
  NestLogger,
  requestContext,
  requestId,
  requestLog,
  tellRequestId,
} from './infrastructure/logging/index.js';
import { loggingSettings } from './infrastructure/logging/logging.settings.js';
import { defineGauge, Gauges } from './infrastructure/metrics/index.js';
import { metricsSettings } from './infrastructure/metrics/metrics.settings.js';
import { refuseUnreadable } from './parser-errors.js';
import { cacheControlOf } from './infrastructure/storage/media-caching.js';
import { sessionDialectSettings } from './session-dialect/session-dialect.settings.js';
import { createRestApplication, EventStreams, type CarriesRestRequest } from './rest/index.js';

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
  const { trustedProxies, allowedHosts, corsOrigins } = settings.of(httpSettings);
  const isMeasured = settings.of(metricsSettings).port !== undefined;
  const application = await createRestApplication(root, {
    filePaths: [DOCS_PATH, MEDIA_PATH],
    server: {
      serverFactory: connections.serve,
      clientErrorHandler: connections.fail,
      loggerInstance: logger,
      logController: new LogController({ disableRequestLogging: true }),
      // Lines know their request without a logger made for each.
      childLoggerFactory: () => logger,
      genReqId: requestId,
      trustProxy: trustedProxies.length > 0 ? [...trustedProxies] : false,
      forceCloseConnections: 'idle',
      // Whoever still comes through an open connection is served; it is closed after that.
      return503OnClosing: false,
    },
    nest: { logger: new NestLogger(logger) },
    prepare(fastify) {
      fastify.addHook('onRequest', recogniseClient);
      fastify.addHook('onRequest', tellRequestId);
      fastify.addHook('preHandler', requestContext);
      fastify.addHook(
        'onResponse',
        requestLog(logger, { ...settings.of(loggingSettings), userOf }),
      );
      if (isMeasured) fastify.addHook('onResponse', measureRequests(routeOf));
      fastify.addHook('onRequest', protect);
      fastify.addHook('onRequest', hostGuard(allowedHosts));
      fastify.addHook('preClose', (done) => {
        // Right after new connections were taken: of those that come to a socket that is closed
        // then, nobody hears.
        setImmediate(() => {
          connections.close();
          done();
        });
      });
    },
    async configure(app) {
      app.getHttpAdapter().getInstance().addHook('onRequest', cors(corsOrigins));
      await serveMedia(app, resolve(settings.mediaRoot));
      await serveAdminClient(app, settings);
      if (settings.isDemo) await serveSeatsPage(app);
      setUpDocs(app, settings.of(sessionDialectSettings).path === undefined ? [] : ['session']);
    },
    refuse: (request, reply, answer) =>
      tellRequestId(request, reply, () =>
        protect(request, reply, () => requestContext(request, reply, answer)),
      ),
  });
  const gauges = application.get(Gauges, { strict: false });
  gauges.register(IN_FLIGHT, () => connections.size);
  gauges.register(STREAMS, () => application.get(EventStreams).size);
  return application;
}

const STREAMS = defineGauge('box_event_streams', 'Streams of events being sent.');

/** What metrics call a request's route. */
function routeOf({ rest }: FastifyRequest & CarriesRestRequest): string | undefined {
  return rest?.policy.name;
}

function userOf({ rest }: FastifyRequest & CarriesRestRequest): number | undefined {
  return rest?.user?.id;
}

/** The connections of an application that is about to be created. */
export function httpConnections(settings: Settings): HttpConnections {
  return new HttpConnections(settings.of(httpSettings).requestTimeout, refuseUnreadable);
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
