import { S3mini } from 's3mini';
import { boundedFetch } from '../http/bounded-fetch.js';
import { contentTypeOf } from './content-types.js';
import { newPath, Storage, type StoredFile } from './storage.js';

/** Milliseconds until a request to the server is given up. */
const PATIENCE = 10_000;
/** Bytes of an answer: more than any file of the shop has, or a page of a listing. */
const MOST_BYTES = 128 * 1024 * 1024;
/** Files told of in one answer. */
const PAGE = 1000;

/** Keeps the files in a bucket of S3 or a server that speaks its protocol. */
export class S3Storage extends Storage {
  private readonly s3: S3mini;

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
    await this.s3.putObject(path, bytes, contentTypeOf(path), undefined, undefined, 0);
    return path;
  }

  override async delete(path: string): Promise<void> {
    await this.s3.deleteObject(path);
  }

  override async *list(folder: string): AsyncIterable<StoredFile> {
    let token: string | undefined;
    do {
      const page = await this.s3.listObjectsPaged('/', `${folder}/`, PAGE, token);
      if (!page) throw new Error('STORAGE_URL: there is no such bucket');
      for (const { Key: path, LastModified: time } of page.objects ?? []) {
        yield { path, savedAt: new Date(time) };
      }
      token = page.nextContinuationToken;
    } while (token);
  }

  /** @returns the file; null when there is none */
  async read(path: string): Promise<Buffer | null> {
    const bytes = await this.s3.getObjectArrayBuffer(path);
    return bytes && Buffer.from(bytes);
  }
}
