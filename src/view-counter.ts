import { Logger, type OnApplicationShutdown, type OnModuleInit, type Type } from '@nestjs/common';
import type { ObjectLiteral } from 'typeorm';
import { OutageLog } from './infrastructure/logging/outage-log.js';
import { Rest } from './rest/index.js';

/** How often counted views are written, in milliseconds. */
const FLUSH_MS = 5000;
/** Rows per statement. */
const BATCH = 500;

/** What was counted, and how often. */
export type Counted<Key> = readonly (readonly [Key, number])[];

/**
 * Counts views of pages. A view costs no write: views are gathered in this process and written in
 * batches, the last one when the process shuts down.
 */
export abstract class GatheredViews<Key extends string | number>
  implements OnModuleInit, OnApplicationShutdown
{
  private readonly outage = new OutageLog(
    new Logger(this.constructor.name),
    'counted views are kept until they can be written',
    'The database',
  );
  private waiting = new Map<Key, number>();
  private writing: Promise<void> = Promise.resolve();
  private timer: NodeJS.Timeout | undefined;

  constructor(protected readonly rest: Rest) {}

  onModuleInit(): void {
    this.timer = setInterval(() => void this.flush(), FLUSH_MS);
    this.timer.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }

  /** One more view. */
  protected count(key: Key): void {
    this.waiting.set(key, this.pending(key) + 1);
  }

  /** Views counted here but not written yet. */
  pending(key: Key): number {
    return this.waiting.get(key) ?? 0;
  }

  /** Writes what has been counted; on failure it stays counted and is tried again. */
  flush(): Promise<void> {
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  /** Adds what was counted to what is stored, all of it or nothing. */
  protected abstract writeBatch(batch: Counted<Key>): Promise<void>;

  private async write(): Promise<void> {
    if (this.waiting.size === 0) return;
    const views = [...this.waiting].sort(([a], [b]) => (a < b ? -1 : 1));
    this.waiting = new Map();
    for (let start = 0; start < views.length; start += BATCH) {
      const batch = views.slice(start, start + BATCH);
      try {
        await this.writeBatch(batch);
        this.outage.recovered();
      } catch (error) {
        this.outage.failed(error);
        for (const [key, count] of batch) this.waiting.set(key, this.pending(key) + count);
      }
    }
  }
}

/** Counts views of the pages of a table's rows in a column of theirs. */
export abstract class ViewCounter<Column extends string> extends GatheredViews<number> {
  /**
   * @param entity whose rows are viewed
   * @param column that counts the views
   */
  constructor(
    rest: Rest,
    private readonly entity: Type<Record<Column | 'id', number>>,
    private readonly column: Column,
  ) {
    super(rest);
  }

  /** One more view of this row. */
  record(id: number): void {
    this.count(id);
  }

  protected override async writeBatch(batch: Counted<number>): Promise<void> {
    const parameters = Object.fromEntries(
      batch.flatMap(([id, count], index) => [
        [`id${index}`, id],
        [`count${index}`, count],
      ]),
    );
    const cases = batch.map((_, index) => `WHEN :id${index} THEN :count${index}`).join(' ');
    const { column, entity } = this;
    await this.rest.transactions.run(async ({ manager }) => {
      await manager
        .createQueryBuilder()
        .update<ObjectLiteral>(entity)
        .set({ [column]: () => `${column} + CASE id ${cases} ELSE 0 END` })
        .whereInIds(batch.map(([id]) => id))
        .setParameters(parameters)
        .execute();
    });
  }
}
