import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { randomUUID } from 'node:crypto';
import { asError } from '../errors.js';
import type { Message } from './broadcast.js';
import { MemoryBroadcast } from './memory-broadcast.js';

/** Messages through Redis' pub/sub; this process hears its own at once. */
export class RedisBroadcast extends MemoryBroadcast implements OnApplicationShutdown {
  private readonly logger = new Logger('Broadcast');
  private readonly node = randomUUID();
  private readonly channel: string;
  private readonly subscriber: Redis;
  private readonly gapListeners: (() => unknown)[] = [];
  private hasListened = false;

  /**
   * @param redis client for commands; a second connection is opened to listen
   * @param prefix starts the name of the channel
   */
  constructor(
    private readonly redis: Redis,
    prefix: string,
  ) {
    super();
    this.channel = `${prefix}broadcast`;
    this.subscriber = redis.duplicate({
      lazyConnect: true,
      autoResubscribe: false,
      socketTimeout: undefined,
    });
    // The client for commands tells of outages.
    this.subscriber.on('error', () => undefined);
    this.subscriber.on('ready', () => void this.listen());
    this.subscriber.on('message', (_channel, text) => this.receive(text));
    this.subscriber.connect().catch(() => undefined);
  }

  override publish(channel: string, message: Message): void {
    this.deliver(channel, message);
    const text = JSON.stringify({ node: this.node, channel, message });
    this.redis.publish(this.channel, text).catch((error: unknown) => {
      this.logger.debug(`only this process hears of ${channel}: ${asError(error).message}`);
    });
  }

  override onGap(listener: () => unknown): void {
    this.gapListeners.push(listener);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.subscriber.quit().catch(() => this.subscriber.disconnect());
  }

  private async listen(): Promise<void> {
    try {
      await this.subscriber.subscribe(this.channel);
    } catch {
      // The connection is lost again; it listens when it is back.
      return;
    }
    if (this.hasListened) for (const listener of this.gapListeners) listener();
    this.hasListened = true;
  }

  private receive(text: string): void {
    const { node, channel, message } = JSON.parse(text);
    if (node !== this.node) this.deliver(channel, message);
  }
}
