import { Broadcast, type Message, type MessageListener } from './broadcast.js';

/** The one process of the embedded mode talks to itself. */
export class MemoryBroadcast extends Broadcast {
  protected readonly listeners = new Map<string, MessageListener[]>();

  publish(channel: string, message: Message): void {
    this.deliver(channel, message);
  }

  on(channel: string, listener: MessageListener): void {
    this.listeners.set(channel, [...(this.listeners.get(channel) ?? []), listener]);
  }

  onGap(_listener: () => unknown): void {
    // Nothing is ever missed inside one process.
  }

  protected deliver(channel: string, message: Message): void {
    for (const listener of this.listeners.get(channel) ?? []) listener(message);
  }
}
