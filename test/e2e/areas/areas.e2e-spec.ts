import { beforeAll, describe, expect, it } from 'vitest';
import { presentAreas } from '../../../src/areas/area-data.js';
import { AreasService } from '../../../src/areas/areas.service.js';
import { Area } from '../../../src/areas/entities/index.js';
import { Rest } from '../../../src/rest/index.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

interface AreaJson {
  id: number;
  name: string;
}

const MUNICIPALITIES = ['110000', '120000', '310000', '500000'];
const CITY_OF_BEIJING = { id: 110100, name: '北京市' };
const NOT_FOUND = { detail: '未找到。' };

describe('areas', () => {
  const app = testApp(testSettings({ CACHE_TTL: '3600' }));

  describe('GET /areas/', () => {
    it('lists the 34 provinces by code, as a bare array of ids and names', async () => {
      const { status, json, text } = await app.get('/areas/');
      expect(status).toBe(200);
      expect(json).toHaveLength(34);
      expect(text).toMatch(/^\[\{"id":110000,"name":"北京市"\},\{"id":120000,"name":"天津市"\},/);
      expect(json.slice(-3)).toEqual([
        { id: 710000, name: '台湾省' },
        { id: 810000, name: '香港特别行政区' },
        { id: 820000, name: '澳门特别行政区' },
      ]);
    });

    it('neither pages nor filters', async () => {
      const { json } = await app.get('/areas/?page=2&page_size=5&limit=3&search=海');
      expect(json).toHaveLength(34);
    });

    it('needs no account and takes no writes', async () => {
      const headers = { Authorization: 'JWT nonsense' };
      expect(await app.get('/areas/', headers)).toMatchObject({ status: 200 });
      const refused = await app.request('POST', '/areas/', { body: { id: 1, name: '新省' } });
      expect(refused.status).toBe(405);
      expect(refused.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    });
  });

  describe('GET /areas/:id/', () => {
    it('shows a province with its cities', async () => {
      const { status, json, text } = await app.get('/areas/130000/');
      expect(status).toBe(200);
      expect(text).toMatch(
        /^\{"id":130000,"name":"河北省","subs":\[\{"id":130100,"name":"石家庄市"\},/,
      );
      expect(json.subs).toHaveLength(11);
      expect(json.subs.at(-1)).toEqual({ id: 131100, name: '衡水市' });
    });

    it('shows a city with its districts, in order of their codes', async () => {
      const { json } = await app.get('/areas/110100/');
      expect(json).toMatchObject(CITY_OF_BEIJING);
      expect(json.subs).toHaveLength(16);
      expect(json.subs.slice(0, 2)).toEqual([
        { id: 110101, name: '东城区' },
        { id: 110102, name: '西城区' },
      ]);
      const ids = json.subs.map(({ id }: AreaJson) => id);
      expect(ids).toEqual(ids.toSorted((a: number, b: number) => a - b));
    });

    it('shows a district with nothing below it', async () => {
      expect((await app.get('/areas/110101/')).text).toBe(
        '{"id":110101,"name":"东城区","subs":[]}',
      );
    });

    it('gives a municipality a city of its own name, so that every address has three levels', async () => {
      for (const id of MUNICIPALITIES) {
        const { json } = await app.get(`/areas/${id}/`);
        expect(json.subs[0]).toEqual({ id: Number(id) + 100, name: json.name });
      }
      expect((await app.get('/areas/110000/')).json.subs).toEqual([CITY_OF_BEIJING]);
    });

    it.each(['999999', '0', '1', '-110000', '110000.0', 'abc', '99999999999999999999', '%00'])(
      'answers 404 for %s',
      async (id) => {
        const { status, json } = await app.get(`/areas/${id}/`);
        expect(status).toBe(404);
        expect(json).toEqual(NOT_FOUND);
      },
    );
  });

  describe('the data', () => {
    let areas: Area[] = [];
    beforeAll(async () => {
      areas = await app.dataSource.manager.find(Area, { order: { id: 'ASC' } });
    });

    it('are all in the table', () => {
      const columns = areas.map(({ id, name, parentId }) => ({ id, name, parentId }));
      expect(columns).toEqual(presentAreas().toSorted((a, b) => a.id - b.id));
      expect(areas.every(({ isCurrent }) => isCurrent)).toBe(true);
      expect(areas.length).toBeGreaterThan(3_500);
    });

    it('have exactly three levels, and nothing but districts ends early', () => {
      const byId = new Map(areas.map((area) => [area.id, area]));
      const depth = ({ parentId }: Area): number =>
        parentId === null ? 1 : 1 + depth(byId.get(parentId)!);
      const parents = new Set(areas.map(({ parentId }) => parentId));
      const ends = areas.filter(({ id }) => !parents.has(id));
      expect([...new Set(areas.map(depth))].toSorted()).toEqual([1, 2, 3]);
      expect([...new Set(ends.map(depth))]).toEqual([3]);
    });

    it('have codes of six digits and names without padding', () => {
      expect(areas.filter(({ id }) => id < 110_000 || id > 829_999)).toEqual([]);
      expect(areas.filter(({ name }) => name === '' || name.trim() !== name)).toEqual([]);
      const cities = areas.filter(({ id }) => id % 100 === 0);
      expect(cities.filter(({ name }) => name === '市辖区')).toEqual([]);
    });

    it('know the divisions of recent years', () => {
      const names = new Map(areas.map(({ id, name }) => [id, name]));
      expect(names.get(330113)).toBe('临平区');
      expect(names.get(659012)).toBe('白杨市');
      expect([...names.values()]).not.toContain('下城区');
    });
  });

  describe('the cache', () => {
    const fresh = () => app.nest.get(Rest).cache.invalidate(['areas']);

    it.each([
      ['/areas/', 1],
      ['/areas/440000/', 2],
      ['/areas/110101/', 2],
    ])('needs for %s %d queries at first and none after', async (path, most) => {
      await fresh();
      expect((await app.queries(() => app.get(path))).length).toBe(most);
      expect(await app.queries(() => app.get(path))).toEqual([]);
    });

    it('lets browsers ask whether anything changed', async () => {
      const { headers } = await app.get('/areas/');
      const again = await app.get('/areas/', { 'If-None-Match': headers.get('etag')! });
      expect(again.status).toBe(304);
      expect(again.text).toBe('');
    });
  });

  describe('the service', () => {
    const service = () => app.nest.get(AreasService);

    it.each([
      [true, 'a province, its city, its district', 110000, 110100, 110101],
      [true, 'a city of a province and its district', 440000, 440300, 440305],
      [true, 'Hong Kong', 810000, 810100, 810101],
      [true, 'a city without districts, by its towns', 440000, 441900, 441901],
      [false, 'a district of another city', 440000, 440100, 440305],
      [false, 'a city of another province', 110000, 440300, 440305],
      [false, 'a district in the place of the city', 110000, 110101, 110101],
      [false, 'a province in the place of the district', 110000, 110100, 110000],
      [false, 'the levels upside down', 110101, 110100, 110000],
      [false, 'an unknown district', 110000, 110100, 110199],
      [false, 'ids that no column holds', 1e15, 2 ** 53, -1],
    ])('says %s to %s', async (expected, _what, province, city, district) => {
      expect(await service().chain(province, city, district)).toBe(expected);
    });

    it('checks a chain with one query', async () => {
      const check = () => service().chain(110000, 110100, 110101);
      expect(await app.queries(check)).toHaveLength(1);
    });

    it('names any number of areas with one query, and leaves out ids that are none', async () => {
      const ids = [110000, 110101, 440300, 110101, 999999];
      let names: ReadonlyMap<number, string> = new Map();
      const queries = await app.queries(async () => {
        names = await service().names(ids);
      });
      expect(queries).toHaveLength(1);
      expect(Object.fromEntries(names)).toEqual({
        110000: '北京市',
        110101: '东城区',
        440300: '深圳市',
      });
      expect((await service().names([])).size).toBe(0);
    });
  });
});
