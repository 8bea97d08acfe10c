import { Global, Module } from '@nestjs/common';
import { Sentry } from './sentry.js';

/** Reports what nobody expected once {@link Sentry} is started. */
@Global()
@Module({ providers: [Sentry], exports: [Sentry] })
export class ErrorReportsModule {}
