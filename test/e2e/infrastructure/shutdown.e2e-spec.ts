import { describe, expect, it } from 'vitest';
import { startServer } from '../../support/server-process.js';
import { rawSocket } from '../../support/raw-socket.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const JSON_HEAD = 'Host: localhost\r\nContent-Type: application/json\r\n';

describe('a process that is told to stop', { timeout: 90_000 }, () => {
  const settings = testSettings();

  it('finishes what is in flight, says that it closes, and leaves the rest behind', async () => {
    const server = await startServer(settings);
    const body = '{"username": "nobody", "password": "wrong"}';
    const [unsaid, half, busy] = await Promise.all([1, 2, 3].map(() => rawSocket(server.url)));
    half!.send('GET /goods/ HTTP/1.1\r\nHost: loc');
    busy!.send(`POST /login/ HTTP/1.1\r\n${JSON_HEAD}Content-Length: ${body.length}\r\n\r\n`);
    busy!.send(body.slice(0, 10));
    // Once this is answered, what was sent before has arrived.
    await fetch(`${server.url}/healthz`);
    const ended = server.stop();
    await until(async () => !(await answers(server.url)));
    busy!.send(body.slice(10));
    await Promise.all([unsaid!.closed, half!.closed, busy!.closed]);
    expect(busy!.answer()).toMatch(/^HTTP\/1\.1 400 /);
    expect(busy!.answer()).toMatch(/connection: close/i);
    expect(await ended).toBe('SIGTERM');
  });

  it('ends within its bounds, whatever clients do', async () => {
    const server = await startServer(settings, { SHUTDOWN_TIMEOUT_SECONDS: '1' });
    const stuck = await rawSocket(server.url);
    stuck.send(`POST /login/ HTTP/1.1\r\n${JSON_HEAD}Content-Length: 50\r\n\r\n{`);
    await fetch(`${server.url}/healthz`);
    const stopped = performance.now();
    await server.stop();
    expect(performance.now() - stopped).toBeLessThan(4_000);
  });

  it('goes on serving while balancers still look away, and says so', async () => {
    const server = await startServer(settings, { SHUTDOWN_DELAY_SECONDS: '2' });
    const ended = server.stop();
    await until(async () => (await fetch(`${server.url}/readyz`)).status === 503);
    const answer = await fetch(`${server.url}/goods/`);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Connection')).toBe('close');
    await ended;
  });
});

async function answers(url: string): Promise<boolean> {
  return fetch(`${url}/healthz`).then(
    () => true,
    () => false,
  );
}
