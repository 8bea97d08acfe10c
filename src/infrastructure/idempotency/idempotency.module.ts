import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { IdempotencyKeyExpiry } from './idempotency-key-expiry.js';
import { IdempotencyKey } from './idempotency-key.entity.js';
import { StoredIdempotencyKeys } from './stored-idempotency-keys.js';

/** Keys by which clients repeat requests. */
@Module({
  imports: [TypeOrmModule.forFeature([IdempotencyKey])],
  providers: [StoredIdempotencyKeys, IdempotencyKeyExpiry],
  exports: [StoredIdempotencyKeys],
})
export class IdempotencyModule {}
