import { Global, Module } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { storageSettings } from './storage.settings.js';
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
      useFactory: (settings: Settings): Storage => {
        const { url } = settings.of(storageSettings);
        return url ? new S3Storage(url) : new LocalStorage(settings.mediaRoot);
      },
    },
    BucketFiles,
  ],
  exports: [Storage],
})
export class StorageModule {}
