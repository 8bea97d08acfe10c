import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterAll, beforeAll } from 'vitest';

/** Objects that one answer tells of. */
const PAGE = 2;

interface StoredObject {
  readonly bytes: Buffer;
  readonly contentType: string | undefined;
  modified: Date;
}

/**
 * As much of S3 as the shop uses: objects of one bucket, listed in pages. Requests without a
 * signature by its key are refused.
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
  ) {
    beforeAll(() => new Promise<void>((done) => this.server.listen(this.port, '127.0.0.1', done)));
    afterAll(() => this.server.close());
  }

  get url(): string {
    return `http://${this.key}:se%2Fcret@127.0.0.1:${this.port}/${this.bucket}?region=cn-north-1`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.isDown) return answer(response, 503);
    const { pathname, searchParams } = new URL(request.url!, 'http://s3');
    const scope = new RegExp(
      `^AWS4-HMAC-SHA256 Credential=${this.key}/\\d{8}/cn-north-1/s3/aws4_request`,
    );
    if (!scope.test(request.headers.authorization ?? '')) return answer(response, 403);
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
