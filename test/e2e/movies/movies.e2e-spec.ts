import { describe, expect, it } from 'vitest';
import { Movie } from '../../../src/movies/entities/index.js';
import { MovieViews } from '../../../src/movies/movie-views.js';
import { testApp } from '../../support/app.js';
import { MOVIE_COUNT, seedMovies } from '../../support/movies.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { changeUser } from '../../support/users.js';

const everyId = Array.from({ length: MOVIE_COUNT }, (_, index) => index + 1);

describe('movies', () => {
  const app = testApp(testSettings(), { seed: seedMovies });

  const idsOf = async (query: string): Promise<number[]> =>
    (await app.get(`/movies/?limit=100&${query}`)).json.results.map(({ id }: any) => id);

  async function administrator(): Promise<Shopper> {
    const somebody = await shopper(app);
    await changeUser(app, somebody, { role: 'administrator' });
    return somebody;
  }

  it('are listed ten a page, in short', async () => {
    const { status, json } = await app.get('/movies/');
    expect(status).toBe(200);
    expect(json).toMatchObject({ count: MOVIE_COUNT, previous: null });
    expect(json.next).toBe(`${app.url}/movies/?limit=10&offset=10`);
    expect(json.results).toHaveLength(10);
    expect(json.results[0]).toEqual({
      id: 1,
      poster: `${app.url}/media/movies/1.svg`,
      name: '影片1号',
      status: 'coming',
      user_want_num: 0,
      fav_num: 0,
      star_num: null,
    });
  });

  it('are shown whole, with what they are related to', async () => {
    const { json } = await app.get('/movies/3/');
    expect(json).toMatchObject({
      id: 3,
      status: 'showing',
      release_date: '2026-04-15',
      minutes: 93,
      movie_brief: '<p>第3部</p>',
      view_num: 1,
      like_num: 0,
      is_banner: false,
      kind_category: [
        { id: 1, name: '动作' },
        { id: 2, name: '悬疑' },
      ],
      type_category: [
        { id: 1, name: '2D' },
        { id: 2, name: '3D' },
      ],
      movie_state: [{ name: '中国大陆' }, { name: '美国' }],
      sub_title: [{ name: '中文' }, { name: '英文' }],
      images: [{ image: `${app.url}/media/movies/3-still.svg`, index: 0 }],
    });
    expect(json.staffs).toEqual([
      { staff: { id: 1, name: '导演甲', photo: null }, work: 'director', index: 0 },
      { staff: { id: 1, name: '导演甲', photo: null }, work: 'actor', index: 1 },
      { staff: { id: 2, name: '演员乙', photo: null }, work: 'actor', index: 2 },
    ]);
  });

  it.each([
    ['name=影片7号', [7]],
    ['name__contains=2', everyId.filter((id) => String(id).includes('2'))],
    ['search=25', [25]],
    ['kind_category=3', everyId.filter((id) => id % 3 === 2)],
    ['kind_category__name=科幻', everyId.filter((id) => id % 3 === 2)],
    ['kind_category__name=没有', []],
    ['status=off', everyId.filter((id) => id % 3 === 2)],
    ['release_date_after=2026-12-01', everyId.filter((id) => id % 12 === 11)],
    ['release_date_before=2026-01-15', everyId.filter((id) => id % 12 === 0)],
    ['is_banner=true&is_hot=true', [20]],
    ['is_new=true', [6, 12, 18, 24]],
    ['ordering=-id', everyId.toReversed()],
  ])('are narrowed and sorted by %s', async (query, ids) => {
    expect(await idsOf(query)).toEqual(ids);
  });

  it('are sorted by release, stars and wants, and unknown values are told', async () => {
    const dates = (await app.get('/movies/?ordering=release_date')).json.results;
    expect(dates.map(({ id }: any) => id).slice(0, 3)).toEqual([12, 24, 1]);
    await app.unitOfWork.run(async ({ manager }) => {
      await manager.update(Movie, 9, { starTenths: 85, wantCount: 3 });
      await manager.update(Movie, 10, { starTenths: 91, wantCount: 2 });
    });
    expect((await idsOf('ordering=-star_num')).slice(0, 2)).toEqual([10, 9]);
    expect((await idsOf('ordering=-user_want_num')).slice(0, 2)).toEqual([9, 10]);
    const { status, json } = await app.get('/movies/?status=x&kind_category=99');
    expect([status, Object.keys(json)]).toEqual([400, ['kind_category', 'status']]);
  });

  it('cost the same number of statements however many are shown', async () => {
    const count = async (path: string) => (await app.queries(() => app.get(path))).length;
    for (const path of ['/movies/', '/moviestaffs/']) {
      await count(`${path}?limit=3`);
      expect(await count(`${path}?limit=1`)).toBe(await count(`${path}?limit=4`));
    }
    expect(await count('/movies/?limit=20')).toBe(1);
    expect(await count('/movies/20/')).toBe(7);
  });

  it('have their views counted, those of kept answers too', async () => {
    for (let view = 0; view < 3; view += 1) await app.get('/movies/8/');
    await app.nest.get(MovieViews).flush();
    const { viewCount } = await app.dataSource.manager.findOneByOrFail(Movie, { id: 8 });
    expect(viewCount).toBe(3);
  });

  it.each(['moviekinds', 'movietypes', 'moviecountries'])('are sorted into %s', async (path) => {
    const { json } = await app.get(`/${path}/`);
    expect(json.count).toBe(3);
    expect(Object.keys(json.results[0])).toEqual(['id', 'name']);
    expect((await app.get(`/${path}/1/`)).json).toEqual(json.results[0]);
  });

  it('are made by people, whose works are told', async () => {
    const { json } = await app.get('/moviestaffs/2/');
    expect(json).toMatchObject({ id: 2, name: '演员乙', photo: null });
    expect(json.works).toHaveLength(MOVIE_COUNT);
    expect(json.works[0]).toEqual({ movie: 1, work: 'actor' });
  });

  it('are changed by administrators, and the change is seen at once', async () => {
    const somebody = await administrator();
    await app.get('/movies/5/');
    const answer = await somebody.patch('/movies/5/', {
      name: '新片名',
      movie_brief: '<p onclick="x()">好<script>alert(1)</script></p>',
      kind_category: [3],
      staffs: [
        { staff: 4, work: 'editor' },
        { staff: 3, work: 'actor', index: 1 },
      ],
    });
    expect(answer.status).toBe(200);
    const seen = (await app.get('/movies/5/')).json;
    expect(seen).toMatchObject({
      name: '新片名',
      movie_brief: '<p>好</p>',
      kind_category: [{ id: 3 }],
      type_category: [{ id: 2 }, { id: 3 }],
      staffs: [
        { staff: { id: 4 }, work: 'editor', index: 0 },
        { staff: { id: 3 }, work: 'actor', index: 1 },
      ],
    });
  });

  it('are left whole when a change is refused', async () => {
    const somebody = await administrator();
    const before = (await app.get('/movies/6/')).json;
    const twice = { staff: 1, work: 'actor' };
    const answer = await somebody.patch('/movies/6/', {
      name: '不该出现',
      status: 'gone',
      staffs: [twice, twice],
      kind_category: [99],
    });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.json)).toEqual(['status', 'kind_category', 'staffs']);
    expect((await app.get('/movies/6/')).json).toEqual({ ...before, view_num: expect.any(Number) });
  });

  it("are nobody else's to change, and nobody creates or deletes them here", async () => {
    const somebody = await shopper(app);
    const change = { name: 'x' };
    expect((await app.request('PATCH', '/movies/1/', { body: change })).status).toBe(401);
    expect((await somebody.patch('/movies/1/', change)).status).toBe(403);
    expect((await somebody.request('PUT', '/movies/1/', { body: change })).status).toBe(403);
    await changeUser(app, somebody, { role: 'site_manager' });
    expect((await somebody.patch('/movies/1/', change)).status).toBe(403);
    await changeUser(app, somebody, { role: 'administrator' });
    expect((await somebody.post('/movies/', change)).status).toBe(405);
    expect((await somebody.delete('/movies/1/')).status).toBe(405);
  });
});
