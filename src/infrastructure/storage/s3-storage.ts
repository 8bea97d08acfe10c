import { Logger } from '@nestjs/common';
import { S3mini, S3NetworkError, S3ServiceError } from 's3mini';
import { boundedFetch, NoAnswer } from '../http/bounded-fetch.js';
import { OutageLog } from '../logging/outage-log.js';
import { contentTypeOf } from './content-types.js';
import { newPath, Storage, StorageAway, type StoredFile } from './storage.js';

/** Milliseconds until a request to the server is given up. */
const PATIENCE = 10_000;
/** Bytes of an answer: more than any file of the shop has, or a page of a listing. */
const MOST_BYTES = 128 * 1024 * 1024;
/** Files told of in one answer. */
const PAGE = 1000;

/** Keeps the files in a bucket of S3 or a server that speaks its protocol. */
export class S3Storage extends Storage {
  private readonly s3: S3mini;
  private readonly outage = new OutageLog(
    new Logger('Storage'),
    'requests that need its files get 503',
    'The bucket',
  );

  /** @param storageUrl `https://key:secret@host/bucket?region=name` */
  constructor(storageUrl: string) {
    super();
    const { username, password, origin, pathname, searchParams } = new URL(storageUrl);
    this.s3 = new S3mini({
      accessKeyId: decodeURIComponent(username),
      secretAccessKey: decodeURIComponent(password),
      endpoint: origin + pathname.replace(/\/+$/, ''),
      region: searchParams.get('region') ?? 'us-east-1',
      fetch: (input, init = {}) =>
        boundedFetch(input, init, { timeout: PATIENCE, maxBytes: MOST_BYTES }),
    });
  }

  override async save(bytes: Buffer, folder: string, extension: string): Promise<string> {
    const path = newPath(folder, extension);
    // No length: fetch tells it by itself, and told twice it is refused where undici is a newer one.
    const { s3 } = this;
    await this.answered(s3.putObject(path, bytes, contentTypeOf(path), undefined, undefined, 0));
    return path;
  }

  override async delete(path: string): Promise<void> {
    await this.answered(this.s3.deleteObject(path));
  }

  override async *list(folder: string): AsyncIterable<StoredFile> {
    let token: string | undefined;
    do {
      const asked = this.s3.listObjectsPaged('/', `${folder}/`, PAGE, token);
      const page = await this.answered(asked);
      if (!page) throw new Error('STORAGE_URL: there is no such bucket');
      for (const { Key: path, LastModified: time } of page.objects ?? []) {
        yield { path, savedAt: new Date(time) };
      }
      token = page.nextContinuationToken;
    } while (token);
  }

  /** @returns the file; null when there is none */
  async read(path: string): Promise<Buffer | null> {
    const bytes = await this.answered(this.s3.getObjectArrayBuffer(path));
    return bytes && Buffer.from(bytes);
  }

  /** @throws StorageAway, and what the bucket refuses (a wrong secret) as it is */
  private async answered<T>(answer: Promise<T>): Promise<T> {
    try {
      const result = await answer;
      this.outage.recovered();
      return result;
    } catch (cause) {
      if (!isAway(cause)) throw cause;
      this.outage.failed(cause);
      throw new StorageAway({ cause });
    }
  }
}

function isAway(error: unknown): boolean {
  if (error instanceof S3ServiceError) return error.status >= 500;
  return error instanceof NoAnswer || error instanceof S3NetworkError;
}
