import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { exchange, rawSocket } from '../../support/raw-socket.js';
import { testSettings } from '../../support/settings.js';

const app = testApp(
  testSettings({
    ALLOWED_HOSTS: 'shop.example,.shops.example,127.0.0.1',
    REQUEST_TIMEOUT_SECONDS: '1',
  }),
  { seed: seedCatalogue },
);
const HOST = 'Host: shop.example\r\nConnection: close\r\n';
const send = (text: string | Uint8Array) => exchange(app.url, text);

describe('what the HTTP parser refuses', () => {
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['a broken request line', 'GET /goods/ HTTP/9.9\r\n\r\n', 400],
    ['a header without a colon', `GET / HTTP/1.1\r\n${HOST}bad header\r\n\r\n`, 400],
    ['a length that is no number', `POST / HTTP/1.1\r\n${HOST}Content-Length: x\r\n\r\n`, 400],
    [
      'a length and chunks',
      `POST / HTTP/1.1\r\n${HOST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc`,
      400,
    ],
    ['headers of 100 kB', `GET / HTTP/1.1\r\n${HOST}X: ${'x'.repeat(100_000)}\r\n\r\n`, 431],
    ['an unknown verb', `BREW /goods/ HTTP/1.1\r\n${HOST}\r\n`, 405],
    ['a tunnel', `CONNECT shop.example:443 HTTP/1.1\r\n${HOST}\r\n`, 405],
    ['bytes beyond ASCII in the URL', `GET /goods/?search=牛奶 HTTP/1.1\r\n${HOST}\r\n`, 400],
    ['a space in the URL', `GET /goods/?search=a b HTTP/1.1\r\n${HOST}\r\n`, 400],
  ])('is answered like every other error: %s', async (_case, text, status) => {
    const answer = await send(text);
    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({ detail: expect.any(String) });
    expect(answer.head).toMatch(/content-type: application\/json/i);
    expect(answer.head).toMatch(/connection: close/i);
  });

  it('is told to HEAD without a body, which would be taken for the next answer', async () => {
    const answer = await send(`HEAD /goods/ HTTP/1.1\r\n${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`);
    expect([answer.status, answer.body]).toEqual([431, '']);
    expect(answer.head).toMatch(/content-length: [1-9]/i);
  });

  it('is explained in the language of the client', async () => {
    const text = (language: string) =>
      `BREW / HTTP/1.1\r\n${HOST}Accept-Language: ${language}\r\n\r\n`;
    expect((await send(text('en'))).json).toEqual({ detail: 'Method "BREW" not allowed.' });
    expect((await send(text('zh-cn'))).json).toEqual({ detail: '方法 “BREW” 不被允许。' });
  });

  it('does not include an expectation, or a wish for another protocol', async () => {
    for (const header of ['Expect: tea', 'Upgrade: websocket']) {
      const answer = await send(`GET /goods/1/ HTTP/1.1\r\n${HOST}${header}\r\n\r\n`);
      expect(answer.status).toBe(200);
    }
  });
});

describe('what is not finished in time', () => {
  it.each([
    ['nothing', ''],
    ['half a header', `GET / HTTP/1.1\r\nHost: sho`],
    [
      'half a body',
      `POST /login/ HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 50\r\n\r\n{"user`,
    ],
    [
      'half a large body',
      `POST /login/ HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nContent-Length: 500000\r\n\r\n{"user`,
    ],
    [
      'half a chunk',
      `POST /login/ HTTP/1.1\r\n${HOST}Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n50\r\n{"user`,
    ],
  ])('is given up: %s', async (_case, text) => {
    const socket = await rawSocket(app.url);
    socket.send(text);
    await socket.closed;
    expect(socket.answer()).toMatch(/^HTTP\/1\.1 408 [^]*\{"detail":"[^"]+"\}$/);
  });
});

describe('the host of a request', () => {
  const goods = async (head: string) => send(`GET ${head}\r\n`);
  const image = ({ json }: { json: any }) => new URL(json.goods_front_image as string).host;

  it.each([
    [
      'in any case',
      '/goods/1/ HTTP/1.1\r\nConnection: close\r\nHost: SHOP.Example\r\n',
      'shop.example',
    ],
    [
      'with a dot at its end',
      '/goods/1/ HTTP/1.1\r\nConnection: close\r\nHost: shop.example.\r\n',
      'shop.example.',
    ],
    [
      'below a domain',
      '/goods/1/ HTTP/1.1\r\nConnection: close\r\nHost: A.shops.example:81\r\n',
      'a.shops.example:81',
    ],
    [
      'of an absolute target',
      'http://shop.example/goods/1/ HTTP/1.1\r\nConnection: close\r\nHost: evil.example\r\n',
      'shop.example',
    ],
  ])('is taken %s', async (_case, head, host) => {
    const answer = await goods(head);
    expect(answer.status).toBe(200);
    expect(image(answer)).toBe(host);
  });

  it('is the address that was called for a client of HTTP/1.0 that names none', async () => {
    const answer = await goods('/goods/1/ HTTP/1.0\r\n');
    expect(answer.status).toBe(200);
    expect(`http://${image(answer)}`).toBe(app.url);
  });

  it.each([
    ['another one', '/goods/ HTTP/1.1\r\nConnection: close\r\nHost: evil.example\r\n'],
    ['another one in an absolute target', `http://evil.example/goods/ HTTP/1.1\r\n${HOST}`],
    ['none in HTTP/1.1', '/goods/ HTTP/1.1\r\nConnection: close\r\n'],
    ['two', `/goods/ HTTP/1.1\r\n${HOST}Host: shop.example\r\n`],
    ['a port that is none', '/goods/ HTTP/1.1\r\nConnection: close\r\nHost: shop.example:x\r\n'],
    ['two dots', '/goods/ HTTP/1.1\r\nConnection: close\r\nHost: shop.example..\r\n'],
    ['a user', '/goods/ HTTP/1.1\r\nConnection: close\r\nHost: a@shop.example\r\n'],
  ])('is refused: %s', async (_case, head) => {
    const answer = await goods(head);
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({ detail: expect.stringContaining('HTTP_HOST') });
  });

  it('does not matter to who asks for the health of the process', async () => {
    for (const path of ['/healthz', '/readyz', '/readyz/']) {
      const answer = await goods(
        `${path} HTTP/1.1\r\nConnection: close\r\nHost: 10.0.0.7:8000\r\n`,
      );
      expect(answer.status).toBe(200);
    }
  });
});
