import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Broadcast } from '../../infrastructure/broadcast/broadcast.js';
import type { RestTransaction } from '../../rest/index.js';

const CHANNEL = 'seats';

const change = z.object({
  screening: z.number(),
  /** Of the screening, after the change. */
  version: z.number(),
  state: z.enum(['free', 'locked', 'sold', 'blocked']),
  seats: z.array(z.number()),
});

/** Seats of a screening that are something else now. */
export type SeatChange = z.output<typeof change>;

/** Tells all processes, after the commit, which seats have changed. */
@Injectable()
export class SeatNews {
  constructor(private readonly broadcast: Broadcast) {}

  tell(tx: RestTransaction, news: SeatChange): void {
    tx.afterCommit(() => this.broadcast.publish(CHANNEL, news));
  }

  on(listener: (news: SeatChange) => unknown): void {
    this.broadcast.on(CHANNEL, (message) => listener(change.parse(message)));
  }

  /** Called when news may have been missed. */
  onGap(listener: () => unknown): void {
    this.broadcast.onGap(listener);
  }
}
