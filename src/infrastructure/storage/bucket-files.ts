import { Inject, Injectable, Optional, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { contentTypeOf } from './content-types.js';
import { cacheControlOf } from './media-caching.js';
import { S3Storage } from './s3-storage.js';
import { Storage } from './storage.js';

/** Below the media URL, exactly the paths that storages give to files; all others are local. */
const STORED_FILE =
  '/media/:folder(^\\w+$)/:year(^\\d{4}$)/:month(^\\d{2}$)/:name(^[\\w-]{36}\\.\\w+$)';

interface StoredFileParts {
  readonly folder: string;
  readonly year: string;
  readonly month: string;
  readonly name: string;
}

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
    fastify.get(
      STORED_FILE,
      async (request: FastifyRequest<{ Params: StoredFileParts }>, reply) => {
        const { folder, year, month, name } = request.params;
        const path = `${folder}/${year}/${month}/${name}`;
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
