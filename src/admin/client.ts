import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

/** URL path of the back office. */
export const ADMIN_PATH = '/admin/';
/** What stands below it that is no page. */
const API_PATH = '/admin/api/';

/** Where `npm run build` puts the pages, seen from the built file and from its source. */
const BUILT = ['../../admin', '../../dist/admin'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** Answered where the pages have not been built. */
const NOT_BUILT = `<!doctype html>
<html lang="zh-Hans"><meta charset="utf-8"><title>后台尚未构建</title>
<body style="font:16px/1.6 system-ui,sans-serif;max-width:36em;margin:15vh auto;padding:0 1em">
<h1>后台尚未构建</h1><p>请运行 <code>npm run build</code>，然后重新启动。</p>
<h1 lang="en">The back office is not built</h1>
<p lang="en">Run <code>npm run build</code>, then start again.</p></body></html>
`;

/** Everything that the pages may do; what the library of widgets styles, it styles in the page. */
function policyOf(publicUrl: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: ${new URL(publicUrl).origin}`,
    "connect-src 'self'",
    "font-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * Serves the pages of the back office, a client of its API: one page for every path below
 * `/admin/`, so that each can be linked to, and its files, which browsers keep for good.
 */
export async function serveAdminClient(
  app: NestFastifyApplication,
  { publicUrl }: { publicUrl: string },
): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance();
  const root = BUILT.find((folder) => existsSync(`${folder}/index.html`));
  const page = root ? await readFile(`${root}/index.html`, 'utf8') : NOT_BUILT;
  const policy = policyOf(publicUrl);
  if (root) {
    await app.register(fastifyStatic, {
      root: `${root}/assets`,
      prefix: `${ADMIN_PATH}assets/`,
      decorateReply: false,
      index: false,
      dotfiles: 'ignore',
      immutable: true,
      maxAge: '365d',
    });
  }

  function answer(request: FastifyRequest, reply: FastifyReply): void {
    const path = request.url.split('?', 1)[0]!;
    if (`${path}/`.startsWith(API_PATH)) {
      reply.callNotFound();
    } else if (path === '/admin') {
      reply.redirect(ADMIN_PATH, 301);
    } else {
      reply
        .code(root ? 200 : 503)
        .header('Content-Security-Policy', policy)
        .header('Cache-Control', 'no-cache')
        .type('text/html; charset=utf-8')
        .send(page);
    }
  }
  fastify.get(ADMIN_PATH, answer);
  fastify.get(`${ADMIN_PATH}*`, answer);
}
