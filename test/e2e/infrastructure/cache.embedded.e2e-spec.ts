import { describe, expect, it } from 'vitest';
import { memoryStore } from '../../../src/infrastructure/cache/cache.module.js';

describe('the cache in memory', () => {
  it('drops the least recently used entries when its bytes are used up', async () => {
    const store = memoryStore(10_000);
    for (let number = 0; number < 10; number += 1) {
      await store.set(`key ${number}`, 'x'.repeat(800));
      await store.get('key 0');
    }
    expect(await store.get('key 0')).toBeDefined();
    expect(await store.get('key 9')).toBeDefined();
    expect(await store.get('key 1')).toBeUndefined();
  });
});
