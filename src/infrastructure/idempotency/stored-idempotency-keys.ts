import { Injectable } from '@nestjs/common';
import { lockRows } from '../database/row-locks.js';
import type { Transaction } from '../database/transaction.js';
import { IdempotencyKey } from './idempotency-key.entity.js';

/**
 * Idempotency keys in a table, written in the transaction of the work they guard: a key is kept if
 * and only if its work is.
 */
@Injectable()
export class StoredIdempotencyKeys {
  /** Takes the key, or finds who took it; of several at once the first gets on, the others wait. */
  async claim(
    { manager }: Transaction,
    request: Pick<IdempotencyKey, 'scope' | 'userId' | 'key' | 'fingerprint'>,
  ): Promise<IdempotencyKey> {
    const { scope, userId, key } = request;
    // Writes nothing over a key that is there, but waits for it and locks it.
    await manager
      .createQueryBuilder()
      .insert()
      .into(IdempotencyKey)
      .values({ ...request, result: null, createdAt: new Date() })
      .orUpdate(['scope'], ['scope', 'userId', 'key'])
      .updateEntity(false)
      .execute();
    const query = manager.createQueryBuilder(IdempotencyKey, 'kept');
    return lockRows(query.where({ scope, userId, key })).getOneOrFail();
  }

  async complete({ manager }: Transaction, id: number, result: number): Promise<void> {
    await manager.update(IdempotencyKey, id, { result });
  }
}
