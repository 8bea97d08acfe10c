import { afterEach, describe, expect, it, vi } from 'vitest';
import { Storage } from '../../../src/infrastructure/storage/storage.js';
import {
  CharField,
  field,
  FileField,
  GenericViewSet,
  ImageField,
  media,
  ModelViewSet,
  PrimaryKeyRelatedField,
  serializer,
  ViewSet,
  withFiles,
  type RestRequest,
  type RestTransaction,
} from '../../../src/rest/index.js';
import { UploadsSweep } from '../../../src/uploads/uploads-sweep.js';
import type { Answer } from '../../support/app.js';
import { libraryApp } from '../../support/library/app.js';
import { Book, Shelf } from '../../support/library/entities.js';
import { greyPng } from '../../support/pictures.js';
import { testSettings } from '../../support/settings.js';

class BookWithCoverInput {
  @CharField({ maxLength: 40 }) title!: string;
  @CharField({ maxLength: 13, unique: () => Book }) isbn!: string;
  @CharField({ default: 'novel', maxLength: 10 }) genre!: string;
  @PrimaryKeyRelatedField(() => Shelf, { source: 'shelfId' }) shelf!: number;

  @FileField({ required: false, allowNull: true, store: { folder: 'covers', of: () => Book } })
  cover?: unknown;
}

const declared = {
  serializers: serializer(Book, 'Covered', { id: field(), title: field(), cover: media() }),
  inputs: BookWithCoverInput,
  authentication: [],
  maxBodyBytes: withFiles(1),
};

@ViewSet({ path: 'books', ...declared })
class BookViewSet extends ModelViewSet(Book) {
  override fixedAttributes(): Partial<Book> {
    return { ownerId: 1 };
  }

  override async performUpdate(
    book: Book,
    attributes: Partial<Book>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await super.performUpdate(book, attributes, request, transaction);
    if (attributes.title === '坏') throw new Error('broken');
  }
}

/** Hides rows instead of deleting them. */
@ViewSet({ path: 'hidden', ...declared })
class HidingViewSet extends ModelViewSet(Book) {
  override async performDestroy(
    { id }: Book,
    _request: RestRequest,
    { manager }: RestTransaction,
  ): Promise<void> {
    await manager.update(Book, id, { isPublic: false });
  }
}

class PictureInput {
  @ImageField({ store: { folder: 'pictures', of: () => Book }, source: 'cover' })
  picture!: unknown;
}

@ViewSet({ path: 'pictures', authentication: [], inputs: PictureInput })
class PictureViewSet extends GenericViewSet(Book) {
  create(request: RestRequest): Promise<unknown> {
    return request.data();
  }
}

describe('files of a viewset', () => {
  const settings = testSettings({ UPLOAD_MAX_BYTES: '2000000' });
  const app = libraryApp(settings, [BookViewSet, HidingViewSet, PictureViewSet]);
  afterEach(() => vi.restoreAllMocks());
  const storage = () => app.nest.get<Storage>(Storage);
  let serial = 0;

  async function stored(): Promise<string[]> {
    const paths: string[] = [];
    for await (const { path } of storage().list('covers')) paths.push(path);
    return paths.sort();
  }

  function send(method: string, path: string, fields: Record<string, string | Blob> = {}) {
    serial += 1;
    const body = new FormData();
    const all = { title: `书 ${serial}`, isbn: `f${serial}`, shelf: '1', ...fields };
    for (const [name, value] of Object.entries(all)) body.append(name, value);
    return app.request(method, path, { body });
  }
  const text = (content: string) => new Blob([content]);
  const pathOf = ({ json }: Answer) =>
    new URL(json.cover as string).pathname.slice('/media/'.length);

  it('arrive, are kept by month and under a random name, and are answered with their address', async () => {
    const png = new Blob([new Uint8Array(await greyPng(3, 3))]);
    const answer = await send('POST', '/books/', { cover: png });
    expect(answer.status).toBe(201);
    expect(pathOf(answer)).toMatch(/^covers\/\d{4}\/\d{2}\/[\da-f-]{36}\.png$/);
    expect((await app.get(`/media/${pathOf(answer)}`)).headers.get('content-type')).toBe(
      'image/png',
    );
  });

  it('are replaced, taken away, and go with their row', async () => {
    const before = await stored();
    const first = await send('POST', '/books/', { cover: text('eins') });
    const url = `/books/${first.json.id}/`;
    const second = await send('PUT', url, { cover: text('zwei') });
    expect(await stored()).toEqual([...before, pathOf(second)].sort());
    expect((await send('PATCH', url)).json.cover).toBe(second.json.cover);
    expect((await app.request('PATCH', url, { body: { cover: null } })).json.cover).toBeNull();
    expect(await stored()).toEqual(before);
    await send('PUT', url, { cover: text('drei') });
    expect((await app.request('DELETE', url)).status).toBe(204);
    expect(await stored()).toEqual(before);
  });

  it('stay as long as their row, whatever deleting it means', async () => {
    const answer = await send('POST', '/books/', { cover: text('bleibt') });
    expect((await app.request('DELETE', `/hidden/${answer.json.id}/`)).status).toBe(204);
    expect(await stored()).toContain(pathOf(answer));
  });

  it('leave nothing when the request fails, at whatever point', async () => {
    const answer = await send('POST', '/books/', { cover: text('erste'), isbn: 'taken' });
    const before = await stored();
    const url = `/books/${answer.json.id}/`;
    const refused = await send('POST', '/books/', { cover: text('x'), isbn: 'taken' });
    expect([refused.status, Object.keys(refused.json)]).toEqual([400, ['isbn']]);
    expect((await send('PUT', url, { cover: text('y'), title: '坏' })).status).toBe(500);
    expect((await send('PUT', '/books/999/', { cover: text('z') })).status).toBe(404);
    const bad = await send('POST', '/books/', { cover: new Blob([new Uint8Array([0, 1, 2])]) });
    expect([bad.status, Object.keys(bad.json)]).toEqual([400, ['cover']]);
    expect(await stored()).toEqual(before);
    expect((await app.get(url)).json.cover).toBe(answer.json.cover);
  });

  it('leave nothing when many ask for one unique value at once', async () => {
    const before = await stored();
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => send('POST', '/books/', { cover: text('r'), isbn: 'race' })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400, 400, 400, 400]);
    expect(await stored()).toHaveLength(before.length + 1);
  });

  it('may be larger than other bodies, up to the limit of the viewset', async () => {
    const large = text('a'.repeat(1_500_000));
    expect((await send('POST', '/books/', { cover: large })).status).toBe(201);
    const tooLarge = text('a'.repeat(2_100_000));
    expect((await send('POST', '/books/', { cover: tooLarge })).json).toHaveProperty('cover');
    expect((await send('POST', '/books/', { cover: text('a'.repeat(2_400_000)) })).status).toBe(
      413,
    );
    expect((await send('POST', '/pictures/', { picture: large })).status).toBe(413);
    const body = JSON.stringify({ title: 'a'.repeat(1_500_000) });
    const headers = { 'Content-Type': 'application/json' };
    expect((await app.request('POST', '/books/', { headers, body })).status).toBe(413);
  });

  it('that no row has are swept after an hour', async () => {
    const answer = await send('POST', '/books/', { cover: text('wanted') });
    const orphan = await storage().save(Buffer.from('x'), 'covers', 'txt');
    const sweep = app.nest.get(UploadsSweep);
    expect(await sweep.sweep()).toEqual([]);
    expect(await sweep.sweep(Date.now() + 7_200_000)).toContain(orphan);
    expect(await stored()).toContain(pathOf(answer));
  });
});
