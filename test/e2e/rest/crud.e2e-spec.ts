import { describe, expect, it } from 'vitest';
import { book, libraryApp } from '../../support/library/app.js';
import { Book } from '../../support/library/entities.js';
import { as } from '../../support/library/readers.js';
import { BookViewSet, ShelfViewSet } from '../../support/library/viewsets.js';
import { testSettings } from '../../support/settings.js';

const LIST_ALLOW = 'GET, POST, HEAD, OPTIONS';
const ITEM_ALLOW = 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS';
const ALICE = 1;

describe('a model viewset', () => {
  const app = libraryApp(testSettings(), [BookViewSet, ShelfViewSet]);
  const alice = as('alice');
  const english = { ...alice, 'Accept-Language': 'en' };
  let serial = 0;
  const isbn = () => `9${String((serial += 1)).padStart(12, '0')}`;
  const valid = (given: object = {}) => {
    const number = isbn();
    return { title: `新书 ${number}`, isbn: number, shelf: 1, ...given };
  };
  const post = (body: unknown, headers = alice) =>
    app.request('POST', '/books/', { headers, body });
  const existing = async (given: object = {}): Promise<number> =>
    (await post(valid(given))).json.id as number;
  const stored = (id: number) => app.dataSource.manager.findOneBy(Book, { id });

  describe('create', () => {
    it('answers 201 with the new object, its fields in the order of the serializer', async () => {
      const number = isbn();
      const answer = await post({
        title: '红楼梦',
        isbn: number,
        genre: 'poetry',
        copies: 3,
        is_public: true,
        borrowed_at: '2025-01-01 09:00:00',
        shelf: 2,
      });
      expect(answer.status).toBe(201);
      const { id } = answer.json;
      expect(answer.text).toBe(
        `{"id":${id},"title":"红楼梦","isbn":"${number}","genre":"poetry","copies":3,` +
          `"is_public":true,"borrowed_at":"2025-01-01 09:00:00","shelf":2}`,
      );
      expect(answer.headers.get('allow')).toBe(LIST_ALLOW);
      expect(answer.headers.get('content-type')).toBe('application/json');
      expect(await stored(id)).toMatchObject({ ownerId: ALICE, title: '红楼梦', shelfId: 2 });
    });

    it('reads a time without an offset on the wall clock of the shop', async () => {
      const { json } = await post(valid({ borrowed_at: '2025-01-01T09:00:00' }));
      expect((await stored(json.id))!.borrowedAt).toEqual(new Date('2025-01-01T01:00:00Z'));
    });

    it('uses the defaults of fields that were not sent', async () => {
      const { status, json } = await post(valid());
      expect(status).toBe(201);
      expect(json).toMatchObject({
        genre: 'novel',
        copies: 1,
        is_public: false,
        borrowed_at: null,
      });
    });

    it('takes a form as well', async () => {
      const form = new URLSearchParams({ title: '表单', isbn: isbn(), shelf: '2', copies: '4' });
      const answer = await app.request('POST', '/books/', {
        headers: { ...alice, 'Content-Type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
      });
      expect(answer.status).toBe(201);
      expect(answer.json).toMatchObject({ title: '表单', shelf: 2, copies: 4 });
    });

    it('takes a multipart form as well', async () => {
      const form = new FormData();
      for (const [name, value] of Object.entries(valid())) form.append(name, String(value));
      const answer = await app.request('POST', '/books/', { headers: alice, body: form });
      expect(answer.status).toBe(201);
    });

    it('turns numbers into text and trims blanks', async () => {
      const number = isbn();
      const { json } = await post(valid({ title: 1984, isbn: `  ${number} ` }));
      expect(json).toMatchObject({ title: '1984', isbn: number });
    });

    it('ignores read-only and unknown fields', async () => {
      const { status, json } = await post(valid({ id: 777_777, owner: 2, ownerId: 2, foo: 1 }));
      expect(status).toBe(201);
      expect(json.id).not.toBe(777_777);
      expect((await stored(json.id))!.ownerId).toBe(ALICE);
    });
  });

  describe('validation', () => {
    it.each([
      [
        'nothing sent',
        {},
        '{"title":["该字段是必填项。"],"isbn":["该字段是必填项。"],"shelf":["该字段是必填项。"]}',
        '{"title":["This field is required."],"isbn":["This field is required."],"shelf":["This field is required."]}',
      ],
      [
        'blank and only blanks',
        { title: '', isbn: '  ', shelf: 1 },
        '{"title":["该字段不能为空。"],"isbn":["该字段不能为空。"]}',
        '{"title":["This field may not be blank."],"isbn":["This field may not be blank."]}',
      ],
      [
        'null',
        { title: null, isbn: '1', shelf: null, copies: null },
        '{"title":["该字段不能为 null。"],"copies":["该字段不能为 null。"],"shelf":["该字段不能为 null。"]}',
        '{"title":["This field may not be null."],"copies":["This field may not be null."],"shelf":["This field may not be null."]}',
      ],
      [
        'too long',
        { title: 'x'.repeat(41), isbn: '12345678901234', shelf: 1 },
        '{"title":["请确保这个字段不能超过 40 个字符。"],"isbn":["请确保这个字段不能超过 13 个字符。"]}',
        '{"title":["Ensure this field has no more than 40 characters."],"isbn":["Ensure this field has no more than 13 characters."]}',
      ],
      [
        'wrong types',
        { title: ['x'], isbn: { a: 1 }, genre: 'romance', copies: 'many', shelf: '一号架' },
        '{"title":["Not a valid string."],"isbn":["Not a valid string."],"genre":["“romance” 不是合法选项。"],"copies":["请填写合法的整数值。"],"shelf":["类型错误。期望为主键，获得的类型为 str。"]}',
        '{"title":["Not a valid string."],"isbn":["Not a valid string."],"genre":["\\"romance\\" is not a valid choice."],"copies":["A valid integer is required."],"shelf":["Incorrect type. Expected pk value, received str."]}',
      ],
      [
        'booleans as text, numbers out of range',
        { title: true, isbn: false, copies: -1, shelf: 1 },
        '{"title":["Not a valid string."],"isbn":["Not a valid string."],"copies":["请确保该值大于或者等于 0。"]}',
        '{"title":["Not a valid string."],"isbn":["Not a valid string."],"copies":["Ensure this value is greater than or equal to 0."]}',
      ],
      [
        'a NUL character',
        { title: 'a\0b', isbn: '1', shelf: 1 },
        '{"title":["不允许是用空字符串。"]}',
        '{"title":["Null characters are not allowed."]}',
      ],
      [
        'a foreign key to nothing',
        { title: 'x', isbn: '1', shelf: 99 },
        '{"shelf":["无效主键 “99” － 对象不存在。"]}',
        '{"shelf":["Invalid pk \\"99\\" - object does not exist."]}',
      ],
      [
        'a list',
        [1, 2],
        '{"non_field_errors":["无效数据。期待为字典类型，得到的是 list 。"]}',
        '{"non_field_errors":["Invalid data. Expected a dictionary, but got list."]}',
      ],
      [
        'a text',
        '"abc"',
        '{"non_field_errors":["无效数据。期待为字典类型，得到的是 str 。"]}',
        '{"non_field_errors":["Invalid data. Expected a dictionary, but got str."]}',
      ],
      [
        'null as a whole',
        'null',
        '{"non_field_errors":["No data provided"]}',
        '{"non_field_errors":["No data provided"]}',
      ],
    ])('tells everything that is wrong: %s', async (_case, body, chinese, inEnglish) => {
      const type = { 'Content-Type': 'application/json' };
      const refused = await post(body, { ...alice, ...type });
      expect([refused.status, refused.text]).toEqual([400, chinese]);
      expect(refused.headers.get('allow')).toBe(LIST_ALLOW);
      const refusedInEnglish = await post(body, { ...english, ...type });
      expect([refusedInEnglish.status, refusedInEnglish.text]).toEqual([400, inEnglish]);
    });

    it('tells that a unique value is taken', async () => {
      const taken = isbn();
      await existing({ isbn: taken });
      const { status, text } = await post(valid({ isbn: taken }));
      expect([status, text]).toEqual([400, '{"isbn":["该字段必须唯一。"]}']);
      const { text: inEnglish } = await post(valid({ isbn: taken }), english);
      expect(inEnglish).toBe('{"isbn":["This field must be unique."]}');
    });

    it('tells that values are taken together, also by a hidden field', async () => {
      await existing({ title: '围城' });
      const { status, text } = await post(valid({ title: '围城' }));
      expect([status, text]).toEqual([
        400,
        '{"non_field_errors":["字段 owner, title 必须能构成唯一集合。"]}',
      ]);
      const { text: inEnglish } = await post(valid({ title: '围城' }), english);
      expect(inEnglish).toBe(
        '{"non_field_errors":["The fields owner, title must make a unique set."]}',
      );
      const other = await post(valid({ title: '围城' }), as('bob'));
      expect(other.status).toBe(201);
    });

    it('writes nothing of what it refuses', async () => {
      const before = await app.dataSource.manager.count(Book);
      await post(valid({ shelf: 99 }));
      expect(await app.dataSource.manager.count(Book)).toBe(before);
    });
  });

  describe('lost races', () => {
    const statuses = (answers: { status: number }[]) => answers.map(({ status }) => status).sort();
    const oneOfTwenty = [201, ...Array<number>(19).fill(400)];

    it('let one of twenty take a unique value and tell the others that it is taken', async () => {
      const taken = isbn();
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => post(valid({ title: `同号 ${isbn()}`, isbn: taken }))),
      );
      expect(statuses(answers)).toEqual(oneOfTwenty);
      const texts = new Set(answers.filter(({ status }) => status === 400).map(({ text }) => text));
      expect([...texts]).toEqual(['{"isbn":["该字段必须唯一。"]}']);
      expect(await app.dataSource.manager.countBy(Book, { isbn: taken })).toBe(1);
    });

    it('let one of twenty take values that are unique together', async () => {
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => post(valid({ title: '同名' }))),
      );
      expect(statuses(answers)).toEqual(oneOfTwenty);
      const texts = new Set(answers.filter(({ status }) => status === 400).map(({ text }) => text));
      expect([...texts]).toEqual([
        '{"non_field_errors":["字段 owner, title 必须能构成唯一集合。"]}',
      ]);
    });
  });

  describe('retrieve and list', () => {
    it('answers 200 with the object', async () => {
      const id = await existing({ title: '边城' });
      const answer = await app.get(`/books/${id}/`, alice);
      expect(answer.status).toBe(200);
      expect(answer.json).toMatchObject({ id, title: '边城' });
      expect(answer.headers.get('allow')).toBe(ITEM_ALLOW);
    });

    it('lists a bare array in order of id', async () => {
      await existing();
      await existing();
      const { status, json } = await app.get('/books/', alice);
      expect(status).toBe(200);
      const ids = json.map(({ id }: { id: number }) => id);
      expect(ids.length).toBeGreaterThan(1);
      expect(ids).toEqual([...ids].sort((a, b) => a - b));
    });
  });

  describe('update', () => {
    const put = (id: number, body: unknown, headers = alice) =>
      app.request('PUT', `/books/${id}/`, { headers, body });
    const patch = (id: number, body: unknown, headers = alice) =>
      app.request('PATCH', `/books/${id}/`, { headers, body });

    it('changes with PATCH what was sent and nothing else', async () => {
      const id = await existing({ title: '彷徨', copies: 5, genre: 'science' });
      const { status, json, headers } = await patch(id, { copies: 6 });
      expect(status).toBe(200);
      expect(json).toMatchObject({ id, title: '彷徨', copies: 6, genre: 'science' });
      expect(headers.get('allow')).toBe(ITEM_ALLOW);
      expect((await app.get(`/books/${id}/`, alice)).json).toEqual(json);
    });

    it('accepts a PATCH of nothing', async () => {
      const id = await existing({ copies: 7 });
      const { status, json } = await patch(id, {});
      expect(status).toBe(200);
      expect(json).toMatchObject({ id, copies: 7 });
    });

    it('validates what a PATCH sends', async () => {
      const id = await existing();
      const { status, text } = await patch(id, { title: '' });
      expect([status, text]).toEqual([400, '{"title":["该字段不能为空。"]}']);
    });

    it('demands every required field of a PUT', async () => {
      const id = await existing();
      const { status, text } = await put(id, { title: '改名' });
      expect([status, text]).toEqual([
        400,
        '{"isbn":["该字段是必填项。"],"shelf":["该字段是必填项。"]}',
      ]);
    });

    it('resets with PUT what has a default and keeps what has none', async () => {
      const number = isbn();
      const id = await existing({ isbn: number, copies: 8, genre: 'poetry', is_public: true });
      const { status, json } = await put(id, { title: '新名', isbn: number, shelf: 2 });
      expect(status).toBe(200);
      expect(json).toEqual({
        id,
        title: '新名',
        isbn: number,
        genre: 'novel',
        copies: 8,
        is_public: false,
        borrowed_at: null,
        shelf: 2,
      });
    });

    it('does not take an object for a rival of its own unique values', async () => {
      const body = valid();
      const { json } = await post(body);
      const { status } = await put(json.id, body);
      expect(status).toBe(200);
    });

    it('refuses the unique values of another', async () => {
      const taken = isbn();
      await existing({ isbn: taken, title: '占用' });
      const id = await existing();
      expect((await patch(id, { isbn: taken })).text).toBe('{"isbn":["该字段必须唯一。"]}');
      expect((await put(id, valid({ title: '占用' }))).text).toBe(
        '{"non_field_errors":["字段 owner, title 必须能构成唯一集合。"]}',
      );
    });
  });

  describe('destroy', () => {
    it('answers 204 without a body, and 404 from then on', async () => {
      const id = await existing();
      const first = await app.request('DELETE', `/books/${id}/`, { headers: alice });
      expect([first.status, first.text]).toEqual([204, '']);
      expect(first.headers.get('allow')).toBe(ITEM_ALLOW);
      const again = await app.request('DELETE', `/books/${id}/`, { headers: alice });
      expect([again.status, again.text]).toEqual([404, '{"detail":"未找到。"}']);
      for (const method of ['GET', 'PUT', 'PATCH']) {
        const body = method === 'GET' ? undefined : valid();
        const gone = await app.request(method, `/books/${id}/`, { headers: alice, body });
        expect([method, gone.status]).toEqual([method, 404]);
      }
    });
  });

  describe('rows of others', () => {
    const bobs = async (isPublic: boolean): Promise<number> => {
      const row = book({ ownerId: 2, isPublic });
      const { identifiers } = await app.unitOfWork.run(({ manager }) => manager.insert(Book, row));
      return identifiers[0]!.id as number;
    };

    it.each(['GET', 'PUT', 'PATCH', 'DELETE'])(
      'do not exist where the queryset has none: %s is 404',
      async (method) => {
        const id = await bobs(false);
        const body = method === 'GET' ? undefined : { title: 'x' };
        const answer = await app.request(method, `/books/${id}/`, { headers: alice, body });
        expect([answer.status, answer.text]).toEqual([404, '{"detail":"未找到。"}']);
        expect(await stored(id)).not.toBeNull();
      },
    );

    it.each(['PUT', 'PATCH', 'DELETE'])(
      'are not changed where the object permission refuses: %s is 403',
      async (method) => {
        const id = await bobs(true);
        const before = await stored(id);
        const answer = await app.request(method, `/books/${id}/`, {
          headers: alice,
          body: { title: 'x' },
        });
        expect([answer.status, answer.text]).toEqual([
          403,
          '{"detail":"您没有执行该操作的权限。"}',
        ]);
        expect(await stored(id)).toEqual(before);
        expect((await app.get(`/books/${id}/`, alice)).status).toBe(200);
      },
    );
  });

  it.each(['abc', '0', '-1', '1.5', '2147483648', '99999999999999999999999', '%00', '1abc'])(
    'has no object under the key %s',
    async (key) => {
      for (const method of ['GET', 'DELETE']) {
        const { status, text } = await app.request(method, `/books/${key}/`, { headers: alice });
        expect([status, text]).toEqual([404, '{"detail":"未找到。"}']);
      }
    },
  );
});
