import { Global, Module } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { BucketFiles } from './bucket-files.js';
import { LocalStorage } from './local-storage.js';
import { S3Storage } from './s3-storage.js';
import { Storage } from './storage.js';

/** Provides {@link Storage}. */
@Global()
@Module({
  providers: [
    {
      provide: Storage,
      inject: [Settings],
      useFactory: ({ mediaRoot, storageUrl }: Settings): Storage =>
        storageUrl ? new S3Storage(storageUrl) : new LocalStorage(mediaRoot),
    },
    BucketFiles,
  ],
  exports: [Storage],
})
export class StorageModule {}
