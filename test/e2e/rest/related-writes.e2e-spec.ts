import { describe, expect, it } from 'vitest';
import { libraryApp } from '../../support/library/app.js';
import {
  Label,
  LabelViewSet,
  ListEntry,
  ReadingList,
  ReadingListViewSet,
} from '../../support/library/reading-lists.js';
import { ShelfViewSet } from '../../support/library/viewsets.js';
import { testSettings } from '../../support/settings.js';

describe('a viewset of rows with relations', () => {
  const app = libraryApp(testSettings(), [ReadingListViewSet, LabelViewSet, ShelfViewSet]);
  let serial = 0;
  const note = (): string => `note ${(serial += 1)}`;
  const labels = async (count: number): Promise<number[]> => {
    const slugs = Array.from({ length: count }, () => ({ slug: note() }));
    const { identifiers } = await app.unitOfWork.run(({ manager }) => manager.insert(Label, slugs));
    return identifiers.map(({ id }) => id as number);
  };
  const send = (method: string, path: string, body?: unknown) =>
    app.request(method, path, { body });
  const create = async (body: object = {}) => {
    const answer = await send('POST', '/reading-lists/', { title: note(), ...body });
    expect(answer.status, answer.text).toBe(201);
    return answer.json;
  };

  it('takes and shows every kind of value', async () => {
    const { id, ...shown } = await create({
      title: 'all',
      price: '12.5',
      duration: '1 02:03:04.5',
      opens: '9:30',
      day: '01.02.2024',
      extra: { a: [1, null] },
      shelf: '二号架',
      other: 'http://elsewhere/shelves/1/',
    });
    expect(shown).toEqual({
      url: expect.stringMatching(new RegExp(`^http://[^/]+/reading-lists/${id}/$`)),
      title: 'all',
      price: '12.50',
      duration: '1 02:03:04.500000',
      opens: '09:30:00',
      day: '2024-02-01',
      shown_day: '01.02.2024',
      extra: { a: [1, null] },
      shelf: '二号架',
      shelf_id: 2,
      other: expect.stringMatching(/^http:\/\/[^/]+\/shelves\/1\/$/),
      labels: [],
      entries: [],
    });
    const empty = await create({ title: 'empty' });
    expect(empty).toMatchObject({ price: null, shelf: null, other: null, opens: null, day: null });
  });

  it('knows a link to another resource from a broken one', async () => {
    const refused = async (other: string) =>
      (await send('POST', '/reading-lists/', { title: 'x', other })).json;
    expect(await refused('/labels/1/')).toEqual({ other: ['无效超链接 －错误的URL匹配。'] });
    expect(await refused('/nothing/1/')).toEqual({ other: ['无效超链接 －没有匹配的URL。'] });
  });

  describe('many-to-many keys', () => {
    it('are written with the row and shown', async () => {
      const [a, b, c] = await labels(3);
      const list = await create({ labels: [b, a, b] });
      expect(list.labels).toEqual([a, b]);
      const path = `/reading-lists/${list.id}/`;
      const changed = await send('PATCH', path, { labels: [c, a] });
      expect(changed.json.labels).toEqual([a, c]);
      expect((await send('PATCH', path, { title: 'y' })).json.labels).toEqual([a, c]);
      expect((await send('GET', path)).json.labels).toEqual([a, c]);
      expect((await send('PATCH', path, { labels: [] })).json.labels).toEqual([]);
    });

    it('may be written from the other side', async () => {
      const one = await create();
      const two = await create();
      const answer = await send('POST', '/labels/', { slug: note(), lists: [two.id, one.id] });
      expect(answer.json.lists).toEqual([one.id, two.id]);
      const list = await send('GET', `/reading-lists/${two.id}/`);
      expect(list.json.labels).toEqual([answer.json.id]);
    });

    it('are refused together with everything else, and nothing is written', async () => {
      const before = await app.dataSource.manager.count(ReadingList);
      const answer = await send('POST', '/reading-lists/', { title: '', labels: [999_999] });
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({
        title: ['该字段不能为空。'],
        labels: ['无效主键 “999999” － 对象不存在。'],
      });
      expect(await app.dataSource.manager.count(ReadingList)).toBe(before);
    });

    it('end as one of the requests that change them at once wants', async () => {
      const ids = await labels(6);
      const list = await create({ labels: ids });
      const path = `/reading-lists/${list.id}/`;
      const wanted = ids.map((_, index) => ids.slice(0, index + 1));
      const answers = await Promise.all(
        wanted.map((chosen) => send('PATCH', path, { labels: chosen })),
      );
      expect(answers.map(({ status }) => status)).toEqual(wanted.map(() => 200));
      expect(wanted).toContainEqual((await send('GET', path)).json.labels);
    });
  });

  describe('nested objects', () => {
    it('are written with the row; with their key they change, missing ones go', async () => {
      const [first, second, third] = [note(), note(), note()];
      const list = await create({ entries: [{ note: first }, { note: second }] });
      const [one, two] = list.entries;
      expect(list.entries.map((entry: ListEntry) => entry.note)).toEqual([first, second]);
      const path = `/reading-lists/${list.id}/`;
      const renamed = note();
      const changed = await send('PATCH', path, {
        entries: [{ id: two.id, note: renamed }, { note: third }],
      });
      expect(changed.json.entries).toEqual([
        { id: two.id, note: renamed },
        { id: expect.any(Number), note: third },
      ]);
      expect(await app.dataSource.manager.findOneBy(ListEntry, { id: one.id })).toBeNull();
      expect((await send('PATCH', path, { title: 'y' })).json.entries).toHaveLength(2);
      expect((await send('PATCH', path, { entries: [] })).json.entries).toEqual([]);
    });

    it('tell their errors at their place, and nothing is written', async () => {
      const before = await app.dataSource.manager.count(ReadingList);
      const answer = await send('POST', '/reading-lists/', {
        title: 'x',
        entries: [{ note: note() }, {}, { note: 'x'.repeat(21) }],
      });
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({
        entries: [
          {},
          { note: ['该字段是必填项。'] },
          { note: ['请确保这个字段不能超过 20 个字符。'] },
        ],
      });
      const many = Array.from({ length: 6 }, () => ({ note: note() }));
      expect((await send('POST', '/reading-lists/', { title: 'x', entries: many })).json).toEqual({
        entries: { non_field_errors: ['Ensure this field has no more than 5 elements.'] },
      });
      expect(await app.dataSource.manager.count(ReadingList)).toBe(before);
    });

    it('never touch those of another row', async () => {
      const other = await create({ entries: [{ note: note() }] });
      const list = await create({ entries: [{ note: note() }] });
      const { id } = other.entries[0];
      for (const entries of [[{ id, note: 'stolen' }], [list.entries[0], list.entries[0]]]) {
        const answer = await send('PATCH', `/reading-lists/${list.id}/`, { entries });
        expect(answer.status).toBe(400);
        expect(answer.json.entries.at(-1).id[0]).toContain('对象不存在');
      }
      const untouched = (await send('GET', `/reading-lists/${other.id}/`)).json;
      expect(untouched.entries).toEqual(other.entries);
    });

    it('cannot choose the key of a new row', async () => {
      const entries = [{ id: 777_777, note: note() }];
      const answer = await send('POST', '/reading-lists/', { title: 'x', entries });
      expect(answer.status).toBe(400);
      expect(answer.json).toEqual({
        entries: [{ id: ['无效主键 “777777” － 对象不存在。'] }],
      });
    });
  });

  it('loads a list with all its relations in a constant number of queries', async () => {
    await create({ labels: await labels(2), entries: [{ note: note() }] });
    const count = async (): Promise<number> =>
      (await app.queries(() => send('GET', '/reading-lists/'))).length;
    const few = await count();
    for (let i = 0; i < 3; i++)
      await create({ labels: await labels(2), entries: [{ note: note() }] });
    expect(await count()).toBe(few);
  });
});
