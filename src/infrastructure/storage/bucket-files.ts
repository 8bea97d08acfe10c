import { Inject, Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contentTypeOf } from './content-types.js';
import { cacheControlOf } from './media-caching.js';
import { S3Storage } from './s3-storage.js';
import { Storage } from './storage.js';

const FOLDER = '/media/:folder(^[\\w-]+$)';
const FILE = '/:year(^\\d{4}$)/:month(^\\d{2}$)/:name(^[\\w-]{36}\\.\\w+$)';

/**
 * Below the media URL, exactly the paths that storages give to files, in folders that may have one
 * for each user; all others are local.
 */
const STORED_FILES = [`${FOLDER}${FILE}`, `${FOLDER}/:owner(^\\d+$)${FILE}`];

/** Serves the files of a bucket, so that their URLs are those that local files have. */
@Injectable()
export class BucketFiles implements OnModuleInit {
  constructor(
    private readonly storage: Storage,
    @Optional() @Inject(HttpAdapterHost) private readonly host?: HttpAdapterHost,
  ) {}

  onModuleInit(): void {
    const { storage } = this;
    const fastify = this.host?.httpAdapter?.getInstance<FastifyInstance>();
    if (!fastify || !(storage instanceof S3Storage)) return;
    for (const route of STORED_FILES) {
      fastify.get(
        route,
        async (request: FastifyRequest<{ Params: Record<string, string> }>, reply) => {
          // In the order of the route.
          const path = Object.values(request.params).join('/');
          const bytes = await storage.read(path);
          if (!bytes) return reply.callNotFound();
          return reply
            .header('Cache-Control', cacheControlOf(path))
            .header('Content-Type', contentTypeOf(path))
            .send(bytes);
        },
      );
    }
  }
}
