/** What is told to all processes; must survive being JSON. */
export type Message = Readonly<Record<string, unknown>>;

export type MessageListener = (message: Message) => unknown;

/**
 * Tells all processes of the shop something, this one included. Nothing is kept for those that are
 * not there: whoever must not miss a thing also looks into the database.
 */
export abstract class Broadcast {
  /** Does not wait for the others; while they cannot be reached only this process hears it. */
  abstract publish(channel: string, message: Message): void;

  /** Calls the listener for every message from now on. */
  abstract on(channel: string, listener: MessageListener): void;

  /** Calls the listener whenever messages may have been missed. */
  abstract onGap(listener: () => unknown): void;
}
