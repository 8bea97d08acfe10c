import { Logger } from '@nestjs/common';
import type { Logger as TypeOrmLogger } from 'typeorm';
import { cutText } from '../cut-text.js';

/** Longest part of a statement that is logged. */
const LENGTH = 1000;

/**
 * Logs statements that take long: their text, which has a question mark for each value. Everything
 * else that TypeORM would tell is told by whoever gets its errors.
 */
export class SlowQueryLog implements TypeOrmLogger {
  private readonly logger = new Logger('Database');

  logQuerySlow(time: number, query: string): void {
    const text = cutText(query.replace(/\s+/g, ' ').trim(), LENGTH);
    this.logger.warn(`a statement took ${time} ms: ${text}`);
  }

  logQuery(): void {}
  logQueryError(): void {}
  logSchemaBuild(): void {}
  logMigration(): void {}
  log(): void {}
}
