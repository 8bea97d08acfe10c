import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { S3Storage } from '../../../src/infrastructure/storage/s3-storage.js';
import { Storage } from '../../../src/infrastructure/storage/storage.js';
import { UploadsSweep } from '../../../src/uploads/uploads-sweep.js';
import { testApp, type Answer, type TestApp } from '../../support/app.js';
import { FakeS3 } from '../../support/fake-s3.js';
import { freePort } from '../../support/free-port.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';

describe('uploads in a bucket', async () => {
  const s3 = new FakeS3(await freePort());
  const settings = testSettings({ STORAGE_URL: s3.url });
  const app = testApp(settings);
  const onDisk = testApp(testSettings());

  function post(author: Shopper): Promise<Answer> {
    const body = new FormData();
    body.append('file', new Blob(['hello']), 'a.txt');
    return author.request('POST', '/messages/', { body });
  }

  async function send(author: Shopper): Promise<{ id: number; path: string }> {
    const { status, json } = await post(author);
    expect(status).toBe(201);
    const path = new URL(json.file as string).pathname.replace('/media/', '');
    return { id: json.id as number, path };
  }

  it('are kept there with their content type, and nowhere else', async () => {
    const { path } = await send(await shopper(app));
    expect(path).toMatch(/^message\/\d{4}\/\d{2}\/[\da-f-]{36}\.txt$/);
    const { bytes, contentType } = s3.objects.get(path)!;
    expect([bytes.toString(), contentType]).toEqual(['hello', 'text/plain; charset=utf-8']);
    expect(existsSync(join(settings.mediaRoot, path))).toBe(false);
  });

  it('are served by the shop as local ones are', async () => {
    const { path } = await send(await shopper(app));
    const { status, text, headers } = await app.get(`/media/${path}`);
    expect([status, text]).toEqual([200, 'hello']);
    expect(headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    const absent = await app.get(`/media/message/2026/01/${randomUUID()}.txt`);
    expect([absent.status, absent.text]).toEqual([404, '{"detail":"未找到。"}']);
  });

  it('are kept by caches only where they are on a disk as well', async () => {
    const cacheControl = async (shop: TestApp, path: string) =>
      (await shop.get(`/media/${path}`)).headers.get('cache-control');
    const storage = (of: TestApp) => of.nest.get<Storage>(Storage);
    for (const [folder, rule] of [
      ['message', 'private, no-cache'],
      ['returns', 'private, no-cache'],
      ['movie-images', 'public, max-age=2592000, immutable'],
      ['admin/7', 'public, max-age=2592000, immutable'],
      ['avatars', 'public, max-age=2592000, immutable'],
    ] as const) {
      for (const shop of [app, onDisk]) {
        const path = await storage(shop).save(Buffer.from('x'), folder, 'txt');
        expect([folder, await cacheControl(shop, path)]).toEqual([folder, rule]);
      }
    }
  });

  it('go with their message', async () => {
    const alice = await shopper(app);
    const { id, path } = await send(alice);
    expect((await alice.delete(`/messages/${id}/`)).status).toBe(204);
    expect(s3.objects.has(path)).toBe(false);
    await app.nest.get<Storage>(Storage).delete(path);
  });

  it('that the bucket does not take leave no message; a file it keeps is swept later', async () => {
    const alice = await shopper(app);
    const { id, path } = await send(alice);
    s3.isDown = true;
    try {
      const refused = await post(alice);
      expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '5']);
      expect((await app.get(`/media/${path}`)).status).toBe(503);
      expect((await alice.get('/messages/')).json.map((sent: { id: number }) => sent.id)).toEqual([
        id,
      ]);
      expect((await alice.delete(`/messages/${id}/`)).status).toBe(204);
    } finally {
      s3.isDown = false;
    }
    expect(s3.objects.has(path)).toBe(true);
    s3.objects.get(path)!.modified = new Date(0);
    expect(await app.nest.get(UploadsSweep).sweep()).toEqual([path]);
  });

  it('are swept when no message has them, however many there are', async () => {
    const alice = await shopper(app);
    const { path } = await send(alice);
    const orphans = Array.from({ length: 5 }, (_, index) => `message/2020/01/${index}.txt`);
    const modified = new Date(0);
    const orphan = { bytes: Buffer.from('x'), contentType: 'text/plain', modified };
    for (const each of orphans) s3.objects.set(each, { ...orphan });
    s3.objects.get(path)!.modified = modified;
    expect((await app.nest.get(UploadsSweep).sweep()).sort()).toEqual(orphans);
    expect(s3.objects.has(path)).toBe(true);
  });

  it.each([
    ['a wrong secret', /^http:\/\/key:[^@]+/, 'http://key:wrong', '403'],
    ['a bucket that is none', /\/shop\?/, '/none?', 'bucket'],
  ])('fail loudly with %s', async (_what, part, wrong, reason) => {
    const storage = new S3Storage(s3.url.replace(part, wrong));
    const before = s3.objects.size;
    await expect(storage.save(Buffer.from('x'), 'message', 'txt')).rejects.toThrow(/40[34]/);
    const listing = storage.list('message')[Symbol.asyncIterator]();
    await expect(listing.next()).rejects.toThrow(reason);
    expect(s3.objects.size).toBe(before);
  });
});
