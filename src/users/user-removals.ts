import { Injectable } from '@nestjs/common';
import type { RestTransaction } from '../rest/index.js';

/** Told of a user who is about to be deleted, in the transaction that does it. */
export type RemovalListener = (tx: RestTransaction, userId: number) => Promise<void>;

/**
 * Lets domains put right, before a user is deleted, what they count or keep of him: rows that go by
 * their keys alone tell nobody.
 *
 * DJANGO: the signal pre_delete of User
 */
@Injectable()
export class UserRemovals {
  private readonly listeners: RemovalListener[] = [];

  /** Call it in `onModuleInit`. */
  on(listener: RemovalListener): void {
    this.listeners.push(listener);
  }

  async tell(tx: RestTransaction, userId: number): Promise<void> {
    for (const listener of this.listeners) await listener(tx, userId);
  }
}
