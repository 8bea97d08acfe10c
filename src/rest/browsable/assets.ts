import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';

/** Where the pages' own files are. */
const FOLDER = '/browsable';

const TYPES = {
  'browsable.css': 'text/css; charset=utf-8',
  'browsable.js': 'text/javascript; charset=utf-8',
} as const;

type Asset = keyof typeof TYPES;

const NAMES = ['browsable.css', 'browsable.js'] as const satisfies readonly Asset[];

const CONTENTS = new Map<Asset, Buffer>(
  NAMES.map((name) => [name, readFileSync(new URL(`./assets/${name}`, import.meta.url))]),
);

/** Where a file is: its content is part of the name, so that it may be kept for ever. */
export function assetUrl(name: Asset): string {
  const version = createHash('sha256').update(CONTENTS.get(name)!).digest('hex').slice(0, 12);
  return `${FOLDER}/${version}/${name}`;
}

/** Serves the pages' style and script. */
export function serveAssets(fastify: FastifyInstance): void {
  for (const name of NAMES) {
    fastify.get(assetUrl(name), (_request, reply) =>
      reply
        .header('Content-Type', TYPES[name])
        .header('Cache-Control', 'public, max-age=31536000, immutable')
        .send(CONTENTS.get(name)),
    );
  }
}
