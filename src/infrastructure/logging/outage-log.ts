import { Logger } from '@nestjs/common';
import { asError, errorCode } from '../errors.js';

/** Logs that a server fails and that it is back: one line each per outage, not one per command. */
export class OutageLog {
  private down = false;

  /**
   * @param logger where to write
   * @param consequence what the outage means for the shop, for the reader of the log
   * @param server what it is that fails
   */
  constructor(
    private readonly logger: Logger,
    private readonly consequence: string,
    private readonly server = 'Redis',
  ) {}

  failed(error: unknown): void {
    if (this.down) return;
    this.down = true;
    const reason = asError(error).message || errorCode(error) || 'no answer';
    this.logger.warn(`${this.server} fails (${reason}): ${this.consequence}`);
  }

  recovered(): void {
    if (!this.down) return;
    this.down = false;
    this.logger.log(`${this.server} is back`);
  }
}
