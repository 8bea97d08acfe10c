/**
 * Version numbers of what cached data is made of. Put into cache keys, they invalidate all entries
 * made of a thing at once, on every node, when its number rises.
 */
export abstract class CacheVersions {
  /** Resolves when the numbers are known, or it is clear that they cannot be had for now. */
  abstract readonly ready: Promise<void>;

  /** The present versions of the tags as one string for a cache key, from memory. */
  abstract current(tags: readonly string[]): string;

  /** Outdates everything made of the tags. Never rejects and takes a bounded time. */
  abstract bump(tags: readonly string[]): Promise<void>;
}

/** The versions of a process that runs alone. */
export class LocalCacheVersions extends CacheVersions {
  override readonly ready = Promise.resolve();
  private readonly numbers = new Map<string, number>();

  override current(tags: readonly string[]): string {
    return tags.map((tag) => this.numbers.get(tag) ?? 0).join('.');
  }

  override async bump(tags: readonly string[]): Promise<void> {
    for (const tag of tags) this.numbers.set(tag, (this.numbers.get(tag) ?? 0) + 1);
  }
}
