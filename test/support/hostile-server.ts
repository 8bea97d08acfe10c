import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll } from 'vitest';

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');
const BOMB = gzipSync(Buffer.alloc(200 * 1024 * 1024));

/** How a server misuses the patience of whoever asks it. */
export const HOSTILITIES = {
  'no answer': () => undefined,
  'a head without a body': (response) => void response.writeHead(200).flushHeaders(),
  'a body that comes drop by drop': (response) => {
    const timer = setInterval(() => response.write('x'), 20);
    response.on('close', () => clearInterval(timer));
  },
  'a body without an end': (response) => {
    const pour = () => {
      while (!response.destroyed && response.write(MEGABYTE));
      if (!response.destroyed) response.once('drain', pour);
    };
    pour();
  },
  'much in little': (response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' });
    response.end(BOMB);
  },
} satisfies Record<string, (response: ServerResponse) => void>;

export type Hostility = keyof typeof HOSTILITIES;

/** A service for the tests of one file or `describe` that wants to freeze the shop. */
export class HostileServer {
  url = '';
  /** What it does; `moved` sends whoever asks to {@link prey}. */
  manner: Hostility | 'moved' = 'no answer';
  /** Paths that somebody was sent to. */
  readonly prey: string[] = [];

  private readonly server = createServer((request, response) => {
    if (request.url!.startsWith('/prey')) this.prey.push(request.url!);
    request.resume();
    response.on('error', () => undefined);
    if (this.manner !== 'moved') return HOSTILITIES[this.manner](response);
    response.writeHead(307, { Location: `${this.url}/prey` }).end();
  });

  constructor() {
    beforeAll(async () => {
      await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
      this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    });
    afterAll(() => {
      this.server.closeAllConnections();
      this.server.close();
    });
  }
}
