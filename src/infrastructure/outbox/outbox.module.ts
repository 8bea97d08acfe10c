import { Global, Module } from '@nestjs/common';
import { Outbox } from './outbox.js';

/** Provides {@link Outbox}. */
@Global()
@Module({ providers: [Outbox], exports: [Outbox] })
export class OutboxModule {}
