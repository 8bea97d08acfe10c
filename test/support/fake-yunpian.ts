import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from 'vitest';

/** A request that the provider has received. */
export interface YunpianRequest {
  readonly method: string;
  readonly path: string;
  readonly contentType: string;
  readonly fields: Record<string, string>;
}

/** How the provider answers: status and body, never, or yes after half a second. */
export type YunpianAnswer = { status: number; body: unknown } | 'silence' | 'slow';

type Reply = Exclude<YunpianAnswer, string>;

/** The provider has taken the message. */
export const SENT: Reply = {
  status: 200,
  body: { code: 0, msg: '发送成功', count: 1, fee: 0.05, unit: 'RMB', sid: 3310228982 },
};

/** The provider does not want to send the message. */
export const REFUSED: Reply = {
  status: 400,
  body: {
    http_status_code: 400,
    code: 22,
    msg: '验证码类短信1小时内同一手机号发送次数不能超过3次',
  },
};

/** A server that speaks like Yunpian, over real HTTP. */
export class FakeYunpian {
  url = '';
  readonly requests: YunpianRequest[] = [];
  answer: YunpianAnswer = SENT;

  private readonly server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      this.requests.push({
        method: request.method!,
        path: request.url!,
        contentType: request.headers['content-type'] ?? '',
        fields: Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString())),
      });
      if (this.answer === 'silence') return;
      if (this.answer === 'slow') setTimeout(() => reply(response, SENT), 500);
      else reply(response, this.answer);
    });
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** Forgets what has happened. */
  reset(): void {
    this.requests.length = 0;
    this.answer = SENT;
  }
}

function reply(response: ServerResponse, { status, body }: Reply): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(text);
}

/** A provider for the tests of one file or `describe`. */
export function fakeYunpian(): FakeYunpian {
  const yunpian = new FakeYunpian();
  beforeAll(() => yunpian.start());
  afterAll(() => yunpian.stop());
  return yunpian;
}
