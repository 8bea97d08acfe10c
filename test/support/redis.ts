import { createServer, connect, type Server, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import { Redis } from 'ioredis';
import { afterAll } from 'vitest';
import type { Settings } from '../../src/config/settings.js';

/** A plain client beside the code under test; closed when the tests are over. */
export function redisClient({ redisUrl }: Pick<Settings, 'redisUrl'>): Redis {
  const redis = new Redis(redisUrl!);
  afterAll(() => redis.quit());
  return redis;
}

/** Address of a port on which nobody listens. */
export async function closedPort(): Promise<string> {
  const server = await listening(createServer());
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `redis://127.0.0.1:${port}`;
}

/** A server that accepts connections and never answers. */
export async function silentServer() {
  const sockets = new Set<Socket>();
  const server = await listening(createServer((socket) => sockets.add(socket)));
  const { port } = server.address() as AddressInfo;
  return {
    url: `redis://127.0.0.1:${port}`,
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

/** A way to Redis, or to another server, that can be cut, blocked and restored. */
export async function redisProxy(serverUrl: string) {
  const target = new URL(serverUrl);
  const sockets = new Set<Socket>();
  let mode: 'open' | 'cut' | 'silent' = 'open';
  const server = await listening(
    createServer((client) => {
      sockets.add(client);
      client.on('error', () => undefined);
      if (mode === 'cut') return client.destroy();
      const redis = connect(
        Number(target.port || (target.protocol === 'mysql:' ? 3306 : 6379)),
        target.hostname,
      );
      redis.on('error', () => client.destroy());
      redis.on('close', () => client.destroy());
      client.on('close', () => redis.destroy());
      client.on('data', (data) => mode === 'open' && redis.write(data));
      redis.on('data', (data) => mode === 'open' && client.write(data));
      return undefined;
    }),
  );
  const { port } = server.address() as AddressInfo;
  const cutAll = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    cut: () => {
      mode = 'cut';
      cutAll();
    },
    silence: () => {
      mode = 'silent';
    },
    /** What was said meanwhile stays lost. */
    resume: () => {
      mode = 'open';
    },
    restore: () => {
      if (mode === 'silent') cutAll();
      mode = 'open';
    },
    close: () => {
      cutAll();
      server.close();
    },
  };
}

function listening(server: Server): Promise<Server> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server));
  });
}
