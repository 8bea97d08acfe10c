import { expect, it } from 'vitest';
import { MemoryExpiringStore } from '../../../src/infrastructure/expiring-store/memory-expiring-store.js';

it('The expiring store in memory forgets the keys not used for longest when it is full', async () => {
  const store = new MemoryExpiringStore(3);
  for (const key of ['a', 'b', 'c']) await store.set(key, key, 60);
  await store.get('a');
  await store.set('d', 'd', 60);
  const kept = await Promise.all(['a', 'b', 'c', 'd'].map((key) => store.get(key)));
  expect(kept).toEqual(['a', null, 'c', 'd']);
});
