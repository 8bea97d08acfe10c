import { Global, Module } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { LocalStorage } from './local-storage.js';
import { Storage } from './storage.js';

/** Provides {@link Storage}. */
@Global()
@Module({
  providers: [
    {
      provide: Storage,
      inject: [Settings],
      useFactory: ({ mediaRoot }: Settings): Storage => new LocalStorage(mediaRoot),
    },
  ],
  exports: [Storage],
})
export class StorageModule {}
