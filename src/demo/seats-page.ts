import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { fileURLToPath } from 'node:url';

/** URL path of the page. */
export const SEATS_PATH = '/demo/seats/';

/** Everything that the page may do. */
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/** Serves the page where seats are picked, a client of the API like any other. */
export async function serveSeatsPage(app: NestFastifyApplication): Promise<void> {
  await app.register(fastifyStatic, {
    root: fileURLToPath(new URL('./seats', import.meta.url)),
    prefix: SEATS_PATH,
    index: false,
    dotfiles: 'ignore',
    cacheControl: false,
    setHeaders: (reply) => {
      reply.header('Cache-Control', 'no-cache');
      reply.header('Content-Security-Policy', POLICY);
    },
  });
  const fastify = app.getHttpAdapter().getInstance();
  fastify.get(SEATS_PATH, (_request, reply) => reply.sendFile('index.html'));
}
