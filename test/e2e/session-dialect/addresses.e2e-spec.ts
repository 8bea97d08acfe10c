import { beforeEach, describe, expect, it } from 'vitest';
import { Address } from '../../../src/user-operations/entities/index.js';
import { testApp } from '../../support/app.js';
import {
  expectGood,
  expectShown,
  expectStatus,
  PagesBrowser,
  PLACE,
} from '../../support/session-pages.js';
import { testSettings } from '../../support/settings.js';
import { createUser } from '../../support/users.js';

const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }));
const SHOWN = {
  ...PLACE,
  province: '浙江省',
  city: '杭州市',
  district: '西湖区',
  tel: '',
  email: '',
};

let browser: PagesBrowser;
let userId: number;

beforeEach(async () => {
  browser = new PagesBrowser(app);
  const user = await createUser(app);
  userId = user.id;
  await browser.signIn(user.username);
});

describe('areas of the session pages', () => {
  it('are provinces, and what an area consists of', async () => {
    const provinces = await browser.get('/areas/');
    expectGood(provinces, { province_list: expect.any(Array) });
    expect(provinces.json.province_list).toContainEqual({ id: 330000, name: '浙江省' });
    const cities = await browser.get('/areas/330000/');
    expectGood(cities, { sub_data: { id: 330000, name: '浙江省', subs: expect.any(Array) } });
    expect(cities.json.sub_data.subs).toContainEqual({ id: 330100, name: '杭州市' });
    expectStatus(await browser.get('/areas/1/'), 404, expect.any(String));
  });

  it('are kept, and not sent again to whoever has them', async () => {
    const { headers } = await browser.get('/areas/');
    const etag = headers.get('etag')!;
    const again = { headers: { 'If-None-Match': etag } };
    expect((await browser.request('GET', '/areas/', again)).status).toBe(304);
    // Those of the other family of pages are other ones.
    expect((await app.get('/areas/')).headers.get('etag')).not.toBe(etag);
  });
});

describe('addresses of the session pages', () => {
  const create = async (changes: object = {}) => {
    const answer = await browser.post('/addresses/create/', { ...PLACE, ...changes });
    expectGood(answer, { address: expect.any(Object) });
    return answer.json.address;
  };
  const list = async () => (await browser.get('/addresses/')).json;

  it('are called after the receiver unless told, and the first one is the default', async () => {
    const first = await create();
    expect(first).toEqual({ id: expect.any(Number), title: '张三', ...SHOWN });
    const second = await create({ title: '公司', tel: '0571-88888888', email: 'a@b.cn' });
    expect(second).toMatchObject({ title: '公司', tel: '0571-88888888', email: 'a@b.cn' });
    expect(await list()).toEqual({
      code: 0,
      errmsg: 'OK',
      addresses: [first, second],
      default_address_id: first.id,
      limit: 20,
    });
  });

  it('are listed with the default one first, the one changed last next', async () => {
    const made = [await create(), await create(), await create()];
    const [first, second, third] = made.map(({ id }) => id);
    expectGood(await browser.put(`/addresses/${second}/default/`));
    const { addresses, default_address_id } = await list();
    expect(default_address_id).toBe(second);
    expect(addresses.map(({ id }: { id: number }) => id)).toEqual([second, third, first]);
  });

  it('are changed as a whole, with names and id sent back', async () => {
    const shown = await create();
    const sent = { ...shown, receiver: '李四', city: '哪里', id: 7, mobile: '13900000003' };
    const answer = await browser.put(`/addresses/${shown.id}/`, sent);
    expectGood(answer, { address: { ...shown, receiver: '李四', mobile: '13900000003' } });
  });

  it('get another title', async () => {
    const { id } = await create();
    expectGood(await browser.put(`/addresses/${id}/title/`, { title: '家' }));
    expect((await list()).addresses[0].title).toBe('家');
  });

  it('are deleted, and no address is the default then', async () => {
    const { id } = await create();
    expectGood(await browser.delete(`/addresses/${id}/`));
    expect(await list()).toMatchObject({ addresses: [], default_address_id: null });
    expectStatus(await browser.delete(`/addresses/${id}/`), 404, expect.any(String));
  });

  it('are twenty at most, even when they come at once', async () => {
    await Promise.all(Array.from({ length: 18 }, () => create()));
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => browser.post('/addresses/create/', PLACE)),
    );
    const refused = answers.filter(({ json }) => json.code !== 0);
    expect(refused).toHaveLength(3);
    for (const answer of refused) expectShown(answer, '保存地址数据已达到上限');
    expect(await app.dataSource.manager.countBy(Address, { userId })).toBe(20);
  });

  it('have one default, even when several first ones come at once', async () => {
    await Promise.all(Array.from({ length: 4 }, () => create()));
    const defaults = await app.dataSource.manager.countBy(Address, { defaultOf: userId });
    expect(defaults).toBe(1);
  });

  it.each([
    [{ city_id: 110100 }, '省、市、区不匹配'],
    [{ mobile: '123' }, '手机号格式错误'],
    [{ place: undefined }, '该字段是必填项。'],
  ])(
    'are refused with %j: by the code when new, by the status when changed',
    async (fault, text) => {
      const { id } = await create();
      expectShown(await browser.post('/addresses/create/', { ...PLACE, ...fault }), text);
      expectStatus(await browser.put(`/addresses/${id}/`, { ...PLACE, ...fault }), 400, text);
    },
  );

  it('of others are none', async () => {
    const { id } = await create();
    const other = new PagesBrowser(app);
    await other.signIn((await createUser(app)).username);
    const paths = [`/addresses/${id}/`, `/addresses/${id}/default/`, `/addresses/${id}/title/`];
    for (const path of paths) {
      expectStatus(await other.put(path, { ...PLACE, title: '我的' }), 404, expect.any(String));
    }
    expectStatus(await other.delete(`/addresses/${id}/`), 404, expect.any(String));
    expect((await list()).addresses).toMatchObject([{ id, title: '张三' }]);
  });

  it('lead to the sign-in by a 401', async () => {
    expectStatus(await new PagesBrowser(app).get('/addresses/'), 401, expect.any(String));
  });
});
