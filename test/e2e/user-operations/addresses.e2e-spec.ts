import { beforeEach, describe, expect, it } from 'vitest';
import { Address } from '../../../src/user-operations/entities/index.js';
import { testApp, type Answer } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';

const TYPED = {
  province: '浙江省',
  city: '宁波市',
  district: '海曙区',
  address: '中山路2号',
  signer_name: '张三',
  signer_mobile: '13900000002',
};
const CHOSEN = {
  title: '家',
  receiver: '张三',
  province_id: 110000,
  city_id: 110100,
  district_id: 110101,
  place: '长安街1号',
  mobile: '13900000002',
  tel: '',
  email: '',
};
const NOT_FOUND = '{"detail":"未找到。"}';
const TOO_MANY_TYPED = '{"non_field_errors":["保存地址数据已达到上限"]}';
const TOO_MANY = '{"message":"保存地址数据已达到上限"}';

describe('addresses', () => {
  const app = testApp(testSettings());
  let alice: Shopper;

  beforeEach(async () => {
    alice = await shopper(app);
  });

  const put = (path: string, body: unknown): Promise<Answer> =>
    alice.request('PUT', path, { body });
  const rows = () => app.dataSource.manager.findBy(Address, { userId: alice.id });

  describe('typed in, at /address/', () => {
    const added = async (body: object = TYPED) => (await alice.post('/address/', body)).json;

    it('are created, whatever else is sent', async () => {
      const junk = { id: 777, add_time: '2020-01-01', user: 1, area: '', receiveName: '' };
      const answer = await alice.post('/address/', { ...TYPED, ...junk });
      expect(answer.status).toBe(201);
      const { id, add_time: addTime } = answer.json;
      expect(answer.text).toBe(
        `{"id":${id},"province":"浙江省","city":"宁波市","district":"海曙区","address":"中山路2号","signer_name":"张三","add_time":"${addTime}","signer_mobile":"13900000002"}`,
      );
      expect(addTime).toMatch(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/);
      expect(id).not.toBe(777);
    });

    it('may be empty', async () => {
      const answer = await alice.post('/address/', {});
      const { id, add_time: addTime } = answer.json;
      expect(answer.status).toBe(201);
      expect(answer.text).toBe(
        `{"id":${id},"province":"","city":"","district":"","address":"","signer_name":"","add_time":"${addTime}","signer_mobile":""}`,
      );
    });

    it('take numbers for texts', async () => {
      expect(await added({ ...TYPED, province: 5, city: 1.5 })).toMatchObject({
        province: '5',
        city: '1.5',
      });
    });

    it.each([
      [
        'blanks',
        { province: '', city: '  ' },
        '{"province":["该字段不能为空。"],"city":["该字段不能为空。"]}',
      ],
      ['null', { province: null }, '{"province":["该字段不能为 null。"]}'],
      [
        'long texts',
        { city: 'x'.repeat(101), signer_mobile: '139000000021' },
        '{"city":["请确保这个字段不能超过 100 个字符。"],"signer_mobile":["请确保这个字段不能超过 11 个字符。"]}',
      ],
      [
        'other types',
        { province: ['x'], city: { a: 1 }, district: true },
        '{"province":["Not a valid string."],"city":["Not a valid string."],"district":["Not a valid string."]}',
      ],
    ])('refuse %s', async (_what, body, text) => {
      const answer = await alice.post('/address/', { ...TYPED, ...body });
      expect([answer.status, answer.text]).toEqual([400, text]);
    });

    it('refuse what cannot be read, but first whoever is not signed in', async () => {
      const headers = { 'Content-Type': 'application/json' };
      const malformed = await alice.request('POST', '/address/', { headers, body: '{' });
      expect([malformed.status, malformed.json.detail]).toEqual([
        400,
        expect.stringContaining('JSON parse error'),
      ]);
      expect((await app.request('POST', '/address/', { headers, body: '{' })).status).toBe(401);
      const xml = await alice.request('POST', '/address/', {
        headers: { 'Content-Type': 'application/xml' },
        body: '<a/>',
      });
      expect(xml.status).toBe(415);
    });

    it('are read, changed in part or by a PUT that leaves things out', async () => {
      const address = await added();
      const path = `/address/${address.id}/`;
      const allow = 'GET, PUT, PATCH, DELETE, HEAD, OPTIONS';
      const read = await alice.get(path);
      expect([read.status, read.json, read.headers.get('allow')]).toEqual([200, address, allow]);
      const patched = await alice.patch(path, { city: '温州市' });
      expect([patched.status, patched.json]).toEqual([200, { ...address, city: '温州市' }]);
      expect((await alice.patch(path, {})).json).toEqual(patched.json);
      const blank = await alice.patch(path, { city: '' });
      expect([blank.status, blank.text]).toEqual([400, '{"city":["该字段不能为空。"]}']);
      expect((await put(path, { city: '台州市' })).json).toEqual({ ...address, city: '台州市' });
      const form = await alice.request('PUT', path, {
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: 'city=%E4%B8%BD%E6%B0%B4%E5%B8%82',
      });
      expect(form.json).toEqual({ ...address, city: '丽水市' });
    });

    it('are listed as a bare array, deleted ones not', async () => {
      const [first, second] = [await added(), await added({ ...TYPED, city: '温州市' })];
      expect((await alice.get('/address/')).json).toEqual([first, second]);
      const removed = await alice.delete(`/address/${first.id}/`);
      expect([removed.status, removed.text]).toEqual([204, '']);
      expect((await alice.get('/address/')).json).toEqual([second]);
      for (const answer of [
        await alice.delete(`/address/${first.id}/`),
        await alice.get(`/address/${first.id}/`),
        await put(`/address/${first.id}/`, TYPED),
      ]) {
        expect([answer.status, answer.text]).toEqual([404, NOT_FOUND]);
      }
    });
  });

  describe('chosen from lists, at /addresses/', () => {
    const added = async (body: object = CHOSEN) => (await alice.post('/addresses/', body)).json;
    const listed = async () => (await alice.get('/addresses/')).json;

    it('are created with the names of their areas', async () => {
      const stale = { id: 5, province: '旧', city: '旧', district: '旧' };
      const answer = await alice.post('/addresses/', { ...CHOSEN, ...stale });
      expect(answer.status).toBe(201);
      expect(answer.text).toBe(
        `{"id":${answer.json.id},"province":"北京市","city":"北京市","district":"东城区","province_id":110000,"city_id":110100,"district_id":110101,"title":"家","receiver":"张三","place":"长安街1号","mobile":"13900000002","tel":"","email":""}`,
      );
    });

    it('take null and nothing for telephone and e-mail', async () => {
      const { tel: _tel, ...rest } = CHOSEN;
      expect(await added({ ...rest, email: null })).toMatchObject({ tel: '', email: null });
    });

    it.each([
      ['a district of another city', { district_id: 310101 }],
      ['a city of another province', { province_id: 120000 }],
      ['areas in the wrong order', { province_id: 110101, district_id: 110000 }],
      ['areas that are none', { district_id: 999999 }],
    ])('refuse %s', async (_what, areas) => {
      const answer = await alice.post('/addresses/', { ...CHOSEN, ...areas });
      expect([answer.status, answer.text]).toEqual([
        400,
        '{"non_field_errors":["省、市、区不匹配"]}',
      ]);
      const { id } = await added();
      const change = await put(`/addresses/${id}/`, { ...CHOSEN, ...areas });
      expect([change.status, change.json.message]).toEqual([400, '省、市、区不匹配']);
      expect(await rows()).toHaveLength(1);
    });

    it('refuse missing and malformed values', async () => {
      const answer = await alice.post('/addresses/', { ...CHOSEN, mobile: '123', title: '' });
      expect([answer.status, answer.json]).toEqual([
        400,
        { title: ['该字段不能为空。'], mobile: ['手机号格式错误'] },
      ]);
      expect(Object.keys((await alice.post('/addresses/', {})).json)).toEqual([
        'title',
        'receiver',
        'province_id',
        'city_id',
        'district_id',
        'place',
        'mobile',
      ]);
    });

    it('are listed with the default one, the one changed last first', async () => {
      expect(await listed()).toEqual({
        user_id: alice.id,
        default_address_id: null,
        limit: 20,
        addresses: [],
      });
      const [first, second] = [await added(), await added()];
      await app.unitOfWork.run(({ manager }) =>
        manager.update(Address, [first.id, second.id], { updatedAt: new Date(0) }),
      );
      const changed = await put(`/addresses/${first.id}/`, { ...first, place: '别处' });
      expect([changed.status, changed.json]).toEqual([200, { ...first, place: '别处' }]);
      expect((await listed()).addresses).toEqual([changed.json, second]);
    });

    it('have at most one default, which goes with its address', async () => {
      const [first, second] = [await added(), await added()];
      for (const { id } of [first, second]) {
        const answer = await put(`/addresses/${id}/status/`, {});
        expect([answer.status, answer.text]).toEqual([200, '{"message":"OK"}']);
        expect((await listed()).default_address_id).toBe(id);
      }
      await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          put(`/addresses/${(index % 2 ? first : second).id}/status/`, {}),
        ),
      );
      expect((await rows()).filter(({ defaultOf }) => defaultOf !== null)).toHaveLength(1);
      await put(`/addresses/${first.id}/status/`, {});
      expect((await alice.delete(`/addresses/${first.id}/`)).status).toBe(204);
      expect(await listed()).toMatchObject({ default_address_id: null, addresses: [second] });
    });

    it('are renamed', async () => {
      const { id } = await added();
      const renamed = await put(`/addresses/${id}/title/`, { title: '公司' });
      expect([renamed.status, renamed.text]).toEqual([200, '{"title":"公司"}']);
      const blank = await put(`/addresses/${id}/title/`, { title: '' });
      expect([blank.status, blank.text]).toEqual([400, '{"title":["该字段不能为空。"]}']);
      expect((await listed()).addresses[0].title).toBe('公司');
    });

    it('are deleted, but their rows are not', async () => {
      const { id } = await added();
      expect((await alice.delete(`/addresses/${id}/`)).status).toBe(204);
      for (const answer of [
        await alice.delete(`/addresses/${id}/`),
        await put(`/addresses/${id}/`, CHOSEN),
        await put(`/addresses/${id}/status/`, {}),
        await put(`/addresses/${id}/title/`, { title: 'x' }),
      ]) {
        expect([answer.status, answer.text]).toEqual([404, NOT_FOUND]);
      }
      expect(await rows()).toMatchObject([{ id, isDeleted: true }]);
    });
  });

  it('are the same at both places', async () => {
    const { json: typed } = await alice.post('/address/', TYPED);
    const { addresses } = (await alice.get('/addresses/')).json;
    expect(addresses).toMatchObject([
      { id: typed.id, province_id: 330000, city_id: 330200, district_id: 330203, receiver: '张三' },
    ]);
    await alice.patch(`/address/${typed.id}/`, { district: '新区' });
    expect((await alice.get('/addresses/')).json.addresses[0].district_id).toBe(null);
    const { json: chosen } = await alice.post('/addresses/', CHOSEN);
    expect((await alice.get(`/address/${chosen.id}/`)).json).toMatchObject({
      province: '北京市',
      district: '东城区',
      address: '长安街1号',
      signer_name: '张三',
      signer_mobile: '13900000002',
    });
  });

  it('are at most twenty, however many are added at once; deleted ones do not count', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, index) =>
        index % 2 ? alice.post('/addresses/', CHOSEN) : alice.post('/address/', TYPED),
      ),
    );
    const refused = answers.filter(({ status }) => status === 400);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(20);
    expect(refused).toHaveLength(5);
    answers.forEach(({ status, text }, index) => {
      if (status === 400) expect(text).toBe(index % 2 ? TOO_MANY : TOO_MANY_TYPED);
    });
    const { id } = answers.find(({ status }) => status === 201)!.json;
    await alice.delete(`/addresses/${id}/`);
    expect((await alice.post('/addresses/', CHOSEN)).status).toBe(201);
  });

  it("are nobody else's business", async () => {
    const bob = await shopper(app);
    const { json } = await alice.post('/addresses/', CHOSEN);
    expect((await bob.get('/address/')).json).toEqual([]);
    expect((await bob.get('/addresses/')).json.addresses).toEqual([]);
    const requests: [method: string, path: string][] = [
      ['GET', `/address/${json.id}/`],
      ['PATCH', `/address/${json.id}/`],
      ['DELETE', `/address/${json.id}/`],
      ['PUT', `/addresses/${json.id}/`],
      ['DELETE', `/addresses/${json.id}/`],
      ['PUT', `/addresses/${json.id}/status/`],
      ['PUT', `/addresses/${json.id}/title/`],
    ];
    for (const [method, path] of requests) {
      const body =
        method === 'PUT' ? { ...CHOSEN } : method === 'PATCH' ? { city: 'x' } : undefined;
      const answer = await bob.request(method, path, { body });
      expect([path, answer.status, answer.text]).toEqual([path, 404, NOT_FOUND]);
      expect((await app.request(method, path, { body })).status).toBe(401);
    }
    expect((await app.get('/addresses/')).status).toBe(401);
    expect((await alice.get('/addresses/')).json.addresses).toEqual([json]);
  });
});
