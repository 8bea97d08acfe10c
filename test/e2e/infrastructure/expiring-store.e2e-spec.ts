import { Test, type TestingModule } from '@nestjs/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConfigModule } from '../../../src/config/config.module.js';
import { ExpiringStore } from '../../../src/infrastructure/expiring-store/expiring-store.js';
import { ExpiringStoreModule } from '../../../src/infrastructure/expiring-store/expiring-store.module.js';
import { RedisModule } from '../../../src/infrastructure/redis/redis.module.js';
import { passTime } from '../../support/clock.js';
import { testSettings } from '../../support/settings.js';

describe('the expiring store', () => {
  const settings = testSettings();
  let module: TestingModule;
  let store: ExpiringStore;

  beforeAll(async () => {
    module = await Test.createTestingModule({
      imports: [ConfigModule.forRoot(settings), RedisModule, ExpiringStoreModule],
    }).compile();
    store = module.get(ExpiringStore);
  });
  afterAll(() => module.close());

  const crowd = <T>(ask: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, ask));

  it('keeps a value as long as it was told', async () => {
    await store.set('kept', 'one', 300);
    expect(await store.get('kept')).toBe('one');
    await passTime(settings, 299);
    expect(await store.get('kept')).toBe('one');
    await passTime(settings, 1);
    expect(await store.get('kept')).toBeNull();
  });

  it('gives a replaced value a new life', async () => {
    await store.set('replaced', 'old', 100);
    await passTime(settings, 60);
    await store.set('replaced', 'new', 100);
    await passTime(settings, 60);
    expect(await store.get('replaced')).toBe('new');
  });

  it('sets a flag for one of many that come at once, and again when it is over', async () => {
    const set = await crowd(() => store.setIfAbsent('flag', '1', 60));
    expect(set.filter(Boolean)).toHaveLength(1);
    await passTime(settings, 60);
    expect(await store.setIfAbsent('flag', '2', 60)).toBe(true);
  });

  it('hands a value out once', async () => {
    await store.set('once', 'prize', 60);
    const taken = await crowd(() => store.take('once'));
    expect(taken.filter((value) => value !== null)).toEqual(['prize']);
    expect(await store.get('once')).toBeNull();
  });

  it('deletes', async () => {
    await store.set('gone', '1', 60);
    await store.delete('gone');
    await store.delete('gone');
    expect(await store.get('gone')).toBeNull();
  });

  it('deletes a value for one of many, and only while it is that value', async () => {
    await store.set('exact', 'new', 60);
    expect(await store.deleteIf('exact', 'old')).toBe(false);
    expect(await store.get('exact')).toBe('new');
    const deleted = await crowd(() => store.deleteIf('exact', 'new'));
    expect(deleted.filter(Boolean)).toHaveLength(1);
    expect(await store.deleteIf('never there', '')).toBe(false);
  });

  it('counts without losing one, from the first increment on for its time', async () => {
    const counts = await crowd(() => store.increment('count', 100));
    expect(counts.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
    await passTime(settings, 60);
    expect(await store.increment('count', 100)).toBe(51);
    await passTime(settings, 40);
    expect(await store.increment('count', 100)).toBe(1);
  });

  it('tells how many seconds a key has left', async () => {
    await store.set('left', '1', 60);
    expect(await store.secondsLeft('left')).toBe(60);
    await passTime(settings, 45);
    expect(await store.secondsLeft('left')).toBe(15);
    expect(await store.secondsLeft('never there')).toBe(0);
  });
});
