import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** An event as a tracker gets it. */
export type TrackedEvent = Record<string, any>;

/** A server that takes Sentry's envelopes: lines of JSON, each item after a line that says what it is. */
export class FakeTracker {
  readonly events: TrackedEvent[] = [];
  /** Everything that came, as it came. */
  text = '';
  port = 0;

  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const isZipped = request.headers['content-encoding'] === 'gzip';
      this.take(request.url!, (isZipped ? gunzipSync(body) : body).toString());
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
    });
  });

  async start(): Promise<this> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    this.port = (this.server.address() as AddressInfo).port;
    return this;
  }

  get dsn(): string {
    return `http://thekey@127.0.0.1:${this.port}/42`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }

  private take(url: string, text: string): void {
    if (!url.startsWith('/api/42/envelope/') || !url.includes('sentry_key=thekey')) return;
    this.text += text;
    const [, ...lines] = text.split('\n');
    for (let at = 0; at + 1 < lines.length; at += 2) {
      if (JSON.parse(lines[at]!).type === 'event') this.events.push(JSON.parse(lines[at + 1]!));
    }
  }
}
