import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, recogniseClient } from '../../../src/infrastructure/http/client.js';

describe('a client', () => {
  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['::FFFF:cb00:7107', '203.0.113.7'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:DB8:1:2:ffff::1', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('with the address %s is counted as %s', (address, client) => {
    expect(clientOf(address)).toBe(client);
  });
});

describe('a client behind a trusted proxy', () => {
  const fastify = Fastify({ trustProxy: ['127.0.0.1', '10.0.0.0/8'] });
  fastify.addHook('onRequest', recogniseClient);
  fastify.get('/', ({ ip, protocol }) => ({ ip, protocol }));
  beforeAll(() => fastify.ready());
  afterAll(() => fastify.close());

  const seen = async (headers: Record<string, string>) =>
    (await fastify.inject({ url: '/', headers })).json<{ ip: string; protocol: string }>();

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:4711', '203.0.113.7'],
    ['[2001:db8:1:2::3]:4711', '2001:db8:1:2::/64'],
    ['"[2001:db8:1:2::9]"', '2001:db8:1:2::/64'],
    ['::ffff:203.0.113.7, 10.0.0.9', '203.0.113.7'],
    ['1.2.3.4, 203.0.113.7:80, 10.0.0.9:1', '203.0.113.7'],
    ['garbage, 203.0.113.7', '203.0.113.7'],
    ['203.0.113.7, garbage, 10.0.0.9', '10.0.0.9'],
    ['garbage', '127.0.0.1'],
    ['unknown', '127.0.0.1'],
    ['', '127.0.0.1'],
    [',,', '127.0.0.1'],
    ['x'.repeat(5000), '127.0.0.1'],
  ])('that is forwarded for %.60s is %s', async (header, client) => {
    expect((await seen({ 'x-forwarded-for': header })).ip).toBe(client);
  });

  it.each([
    ['https', 'https'],
    ['HTTPS', 'https'],
    ['https, http', 'https'],
    [' HTTPS ,http', 'https'],
    ['http', 'http'],
    ['http,https', 'http'],
    ['javascript', 'http'],
    ['', 'http'],
  ])('that came by %j is served as one by %s', async (header, protocol) => {
    expect((await seen({ 'x-forwarded-proto': header })).protocol).toBe(protocol);
  });
});
