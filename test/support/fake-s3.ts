import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll } from 'vitest';

/** Objects that one answer tells of. */
const PAGE = 2;
const REGION = 'cn-north-1';

interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string | undefined;
  modified: Date;
}

/**
 * As much of S3 as the shop uses: objects of one bucket, listed in pages. Requests that its key and
 * secret have not signed (version 4) are refused.
 */
export class FakeS3 {
  readonly objects = new Map<string, StoredObject>();
  /** Whether every request fails. */
  isDown = false;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  constructor(
    private readonly port: number,
    private readonly bucket = 'shop',
    private readonly key = 'key',
    private readonly secret = 'se/cret',
  ) {
    beforeAll(() => new Promise<void>((done) => this.server.listen(this.port, '127.0.0.1', done)));
    afterAll(() => this.server.close());
  }

  get url(): string {
    const secret = encodeURIComponent(this.secret);
    return `http://${this.key}:${secret}@127.0.0.1:${this.port}/${this.bucket}?region=${REGION}`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.isDown) return answer(response, 503);
    const { pathname, searchParams } = new URL(request.url!, 'http://s3');
    if (request.headers.authorization !== this.signatureOf(request)) return answer(response, 403);
    if (pathname.split('/')[1] !== this.bucket) return answer(response, 404);
    const path = decodeURIComponent(pathname).replace(`/${this.bucket}`, '').replace(/^\//, '');
    if (request.method === 'GET' && path === '') {
      return answer(response, 200, Buffer.from(this.page(searchParams)), 'application/xml');
    }
    if (request.method === 'PUT') {
      const contentType = request.headers['content-type'];
      this.objects.set(path, { bytes: Buffer.concat(chunks), contentType, modified: new Date() });
      return answer(response, 200);
    }
    if (request.method === 'DELETE') {
      this.objects.delete(path);
      return answer(response, 204);
    }
    const object = this.objects.get(path);
    return object ? answer(response, 200, object.bytes, object.contentType) : answer(response, 404);
  }

  /** What the header must say. AWS: Signature Version 4, Authenticating Requests */
  private signatureOf({ method, url, headers }: IncomingMessage): string {
    const { pathname, searchParams } = new URL(url!, 'http://s3');
    searchParams.sort();
    const time = String(headers['x-amz-date']);
    const scope = [time.slice(0, 8), REGION, 's3', 'aws4_request'];
    const signed = 'host;x-amz-content-sha256;x-amz-date';
    const lines = signed.split(';').map((name) => `${name}:${String(headers[name])}\n`);
    const query = searchParams.toString().replaceAll('+', '%20');
    const content = String(headers['x-amz-content-sha256']);
    const canonical = [method, pathname, query, lines.join(''), signed, content].join('\n');
    const hash = createHash('sha256').update(canonical).digest('hex');
    const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), hash].join('\n');
    const key = scope.reduce(
      (secret: string | Buffer, part) => createHmac('sha256', secret).update(part).digest(),
      `AWS4${this.secret}`,
    );
    const signature = createHmac('sha256', key).update(text).digest('hex');
    return `AWS4-HMAC-SHA256 Credential=${this.key}/${scope.join('/')}, SignedHeaders=${signed}, Signature=${signature}`;
  }

  private page(query: URLSearchParams): string {
    const start = Number(query.get('continuation-token') ?? 0);
    const found = [...this.objects].filter(([path]) => path.startsWith(query.get('prefix') ?? ''));
    const next = start + PAGE < found.length ? start + PAGE : undefined;
    const contents = found
      .slice(start, start + PAGE)
      .map(
        ([path, { bytes, modified }]) =>
          `<Contents><Key>${path}</Key><LastModified>${modified.toISOString()}</LastModified>` +
          `<ETag>"x"</ETag><Size>${bytes.length}</Size></Contents>`,
      );
    const token =
      next === undefined ? '' : `<NextContinuationToken>${next}</NextContinuationToken>`;
    return (
      '<?xml version="1.0" encoding="UTF-8"?><ListBucketResult>' +
      `<IsTruncated>${next !== undefined}</IsTruncated>${token}${contents.join('')}` +
      '</ListBucketResult>'
    );
  }
}

function answer(response: ServerResponse, status: number, body?: Buffer, type?: string): void {
  response.writeHead(status, type ? { 'Content-Type': type } : {}).end(body);
}
