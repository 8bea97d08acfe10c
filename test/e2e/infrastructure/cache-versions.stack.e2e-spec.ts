import { afterAll, describe, expect, it } from 'vitest';
import { RedisCacheVersions } from '../../../src/infrastructure/cache/redis-cache-versions.js';
import { openRedis } from '../../../src/infrastructure/redis/redis.module.js';
import { closedPort, redisClient, redisProxy } from '../../support/redis.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

describe('cache versions on several nodes', () => {
  const settings = testSettings();
  const redis = redisClient(settings);
  const closing: (() => unknown)[] = [];
  afterAll(() => Promise.all(closing.map((close) => close())));

  async function node(url = settings.redisUrl!, prefix = settings.redisPrefix) {
    const client = await openRedis({ redisUrl: url });
    const versions = new RedisCacheVersions(client, prefix);
    closing.push(() => versions.onApplicationShutdown());
    closing.push(() => client.disconnect());
    await versions.ready;
    return versions;
  }

  async function proxiedNode(prefix: string) {
    const proxy = await redisProxy(settings.redisUrl!);
    closing.push(proxy.close);
    return { proxy, versions: await node(proxy.url, prefix) };
  }

  const same = (one: RedisCacheVersions, two: RedisCacheVersions) =>
    one.current(['goods', 'banners']) === two.current(['goods', 'banners']);

  it('agree from the start, also for a node that joins later', async () => {
    const one = await node();
    await one.bump(['goods']);
    const two = await node();
    expect(same(one, two)).toBe(true);
  });

  it('rise everywhere when one node bumps', async () => {
    const [one, two] = [await node(), await node()];
    const before = two.current(['goods']);
    await one.bump(['goods']);
    await until(() => two.current(['goods']) !== before, 500);
    expect(same(one, two)).toBe(true);
  });

  it('agree in the end when all nodes bump at once', async () => {
    const nodes = await Promise.all([node(), node(), node()]);
    const seen = nodes.map((versions) => versions.current(['goods']));
    const bumps = Array.from({ length: 60 }, (_, number) => nodes[number % 3]!.bump(['goods']));
    await Promise.all(bumps);
    await until(() => same(nodes[0]!, nodes[1]!) && same(nodes[1]!, nodes[2]!));
    expect(nodes[0]!.current(['goods'])).not.toBe(seen[0]);
  });

  it('heal within about a second when a message was lost', async () => {
    const versions = await node();
    const before = versions.current(['goods']);
    await redis.hincrby(`${settings.redisPrefix}cache-versions`, 'goods', 1);
    await until(() => versions.current(['goods']) !== before, 1_500);
  });

  it('do not fall back when Redis has lost its data', async () => {
    const versions = await node();
    const seen = new Set<string>();
    for (let round = 0; round < 5; round += 1) {
      await versions.bump(['goods']);
      seen.add(versions.current(['goods']));
      await redis.del(`${settings.redisPrefix}cache-versions`);
    }
    expect(seen.size).toBe(5);
  });

  it('change by themselves while Redis is away, so that nothing stays cached for long', async () => {
    const { proxy, versions } = await proxiedNode(`${settings.redisPrefix}a:`);
    proxy.cut();
    const before = versions.current(['goods']);
    await until(() => versions.current(['goods']) !== before, 2_500);
    const isolated = versions.current(['goods']);
    await until(() => versions.current(['goods']) !== isolated, 1_500);
  });

  it('change at once on the node that bumps while Redis is away, later on the others', async () => {
    const prefix = `${settings.redisPrefix}b:`;
    const { proxy, versions } = await proxiedNode(prefix);
    const other = await node(undefined, prefix);
    const before = other.current(['goods']);
    proxy.cut();
    await versions.bump(['goods']);
    expect(versions.current(['goods'])).not.toBe(before);
    proxy.restore();
    await until(() => other.current(['goods']) !== before);
    await until(() => same(versions, other));
  });

  it('leave nothing of the time before an outage in use', async () => {
    const prefix = `${settings.redisPrefix}c:`;
    const { proxy, versions } = await proxiedNode(prefix);
    await versions.bump(['goods']);
    const before = versions.current(['goods']);
    proxy.cut();
    await until(() => versions.current(['goods']) !== before, 2_500);
    proxy.restore();
    const late = await node(undefined, prefix);
    await until(() => same(versions, late));
    expect(versions.current(['goods'])).not.toBe(before);
  });

  it('neither fail nor delay the start without Redis', async () => {
    const start = performance.now();
    const versions = await node(await closedPort());
    await versions.bump(['goods']);
    expect(versions.current(['goods'])).toBeTypeOf('string');
    expect(performance.now() - start).toBeLessThan(1_500);
  });
});
