import { Injectable, Logger } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { OutboxFile, type OutboxMessage } from './outbox-file.js';

/**
 * Shows developers what the shop sends: a log line, and a line in a file that
 * `npm run --silent outbox -- <mobile|email|captcha id>` looks it up in. Does nothing in production.
 */
@Injectable()
export class Outbox {
  private readonly logger = new Logger(Outbox.name);
  private readonly file: OutboxFile | undefined;

  constructor({ nodeEnv, dataDir }: Settings) {
    if (nodeEnv !== 'production') this.file = new OutboxFile(dataDir);
  }

  /** Resolves when the message can be found. */
  async record(message: OutboxMessage): Promise<void> {
    if (!this.file) return;
    await this.file.append(message);
    this.logger.log(`${message.channel} to ${message.to}: ${message.text}`);
  }
}

/** The first link in a text, or else its first code of 4 to 8 digits, or else the text itself. */
export function secretIn(text: string): string {
  const [secret = text] =
    /https?:\/\/[^\s<>"，。；）]+/.exec(text) ?? /(?<!\d)\d{4,8}(?!\d)/.exec(text) ?? [];
  return secret;
}
