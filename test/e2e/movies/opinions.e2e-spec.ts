import { describe, expect, it } from 'vitest';
import {
  Movie,
  MovieFavourite,
  MovieLike,
  MovieRating,
  MovieWant,
} from '../../../src/movies/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedMovies } from '../../support/movies.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers } from '../../support/shoppers.js';
import { until } from '../../support/until.js';

const statuses = (answers: { status: number }[]) =>
  answers.map(({ status }) => status).sort((a, b) => a - b);

describe('what users think of movies', () => {
  const app = testApp(testSettings(), { seed: seedMovies });
  const movie = (id: number) => app.dataSource.manager.findOneByOrFail(Movie, { id });

  describe('ratings', () => {
    it('are given once, changed and taken back, with the average kept', async () => {
      const [alice, bob] = await shoppers(app, 2);
      const first = await alice!.post('/userstars/', { movie: 1, star: '8' });
      expect([first.status, first.json]).toEqual([201, { id: first.json.id, movie: 1, star: '8' }]);
      const again = await alice!.post('/userstars/', { movie: 1, star: '9' });
      expect([again.status, again.json]).toEqual([400, { non_field_errors: ['已经评分'] }]);
      await bob!.post('/userstars/', { movie: 1, star: '9' });
      expect(await movie(1)).toMatchObject({ ratingCount: 2, starSum: 17, starTenths: 85 });
      await until(async () => (await app.get('/movies/1/')).json.star_num === 8.5);
      const path = `/userstars/${first.json.id}/`;
      expect((await alice!.patch(path, { star: '10' })).json.star).toBe('10');
      expect(await movie(1)).toMatchObject({ ratingCount: 2, starSum: 19, starTenths: 95 });
      expect((await bob!.patch(path, { star: '1' })).status).toBe(404);
      expect((await alice!.delete(path)).status).toBe(204);
      expect(await movie(1)).toMatchObject({ ratingCount: 1, starSum: 9, starTenths: 90 });
      expect((await bob!.get('/userstars/')).json.results).toMatchObject([{ movie: 1, star: '9' }]);
    });

    it.each([['0'], ['11'], ['2.5'], ['x'], [''], [null]])('of %j are none', async (star) => {
      const alice = await shopper(app);
      const { status, json } = await alice.post('/userstars/', { movie: 2, star });
      expect([status, Object.keys(json)]).toEqual([400, ['star']]);
    });

    it('are counted exactly when many rate, change and take back at once', async () => {
      const users = await shoppers(app, 20);
      const rated = await Promise.all(
        users.map((user, index) =>
          user.post('/userstars/', { movie: 3, star: String(1 + (index % 10)) }),
        ),
      );
      expect(statuses(rated)).toEqual(Array(20).fill(201));
      expect(await movie(3)).toMatchObject({ ratingCount: 20, starSum: 110, starTenths: 55 });
      const changed = await Promise.all(
        users.map((user, index) => {
          const path = `/userstars/${rated[index]!.json.id}/`;
          return index % 2 === 0 ? user.delete(path) : user.patch(path, { star: '10' });
        }),
      );
      expect(statuses(changed)).toEqual([...Array(10).fill(200), ...Array(10).fill(204)]);
      expect(await movie(3)).toMatchObject({ ratingCount: 10, starSum: 100, starTenths: 100 });
    });

    it('are one when one user rates ten times at once', async () => {
      const alice = await shopper(app);
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => alice.post('/userstars/', { movie: 4, star: '7' })),
      );
      expect(statuses(answers)).toEqual([201, ...Array(9).fill(400)]);
      expect(await app.dataSource.manager.countBy(MovieRating, { movieId: 4 })).toBe(1);
      expect(await movie(4)).toMatchObject({ ratingCount: 1, starTenths: 70 });
    });
  });

  describe('favourites', () => {
    it('are made once, listed with their movies, and removed by the id of the movie', async () => {
      const alice = await shopper(app);
      const made = await alice.post('/usermoviefavs/', { movie: 5 });
      expect([made.status, made.text]).toEqual([201, `{"movie":5,"id":${made.json.id}}`]);
      expect((await alice.post('/usermoviefavs/', { movie: 5 })).json).toEqual({
        non_field_errors: ['已经收藏'],
      });
      expect((await alice.get('/usermoviefavs/')).json.results[0]).toMatchObject({
        movie: { id: 5, name: '影片5号', fav_num: 1 },
      });
      expect((await (await shopper(app)).delete('/usermoviefavs/5/')).status).toBe(404);
      expect((await alice.delete('/usermoviefavs/5/')).status).toBe(204);
      expect((await alice.delete('/usermoviefavs/5/')).status).toBe(404);
      expect((await movie(5)).favouriteCount).toBe(0);
    });

    it('are counted exactly when many add and remove at once', async () => {
      const users = await shoppers(app, 20);
      const twice = users.flatMap((user) => [user, user]);
      const added = await Promise.all(
        twice.map((user) => user.post('/usermoviefavs/', { movie: 6 })),
      );
      expect(statuses(added)).toEqual([...Array(20).fill(201), ...Array(20).fill(400)]);
      expect((await movie(6)).favouriteCount).toBe(20);
      await Promise.all(users.slice(0, 8).map((user) => user.delete('/usermoviefavs/6/')));
      expect((await movie(6)).favouriteCount).toBe(12);
      expect(await app.dataSource.manager.countBy(MovieFavourite, { movieId: 6 })).toBe(12);
    });

    it('are listed in a fixed number of statements', async () => {
      const alice = await shopper(app);
      const count = async () => (await app.queries(() => alice.get('/usermoviefavs/'))).length;
      for (const id of [1, 2]) await alice.post('/usermoviefavs/', { movie: id });
      const forTwo = await count();
      for (const id of [3, 4, 5, 7]) await alice.post('/usermoviefavs/', { movie: id });
      expect(await count()).toBe(forTwo);
    });
  });

  describe.each([
    { name: 'wants', path: 'want', flag: 'wanted', number: 'user_want_num', movies: [7, 8] },
    { name: 'likes', path: 'like', flag: 'liked', number: 'like_num', movies: [9, 10] },
  ])('$name', ({ path, flag, number, movies: [first, second] }) => {
    it('are switched on and off', async () => {
      const alice = await shopper(app);
      const toggle = async () => (await alice.post(`/movies/${first}/${path}/`, {})).json;
      const shown = async () => (await alice.get(`/movies/${first}/`)).json[number];
      expect(await toggle()).toEqual({ movie: first, [flag]: true, [number]: 1 });
      await until(async () => (await shown()) === 1);
      expect(await toggle()).toEqual({ movie: first, [flag]: false, [number]: 0 });
      await until(async () => (await shown()) === 0);
      expect((await alice.post(`/movies/999/${path}/`, {})).status).toBe(404);
      expect((await app.request('POST', `/movies/${first}/${path}/`)).status).toBe(401);
    });

    it('are counted exactly when all switch at once, some of them twice', async () => {
      const users = await shoppers(app, 20);
      const switches = users.flatMap((user, index) => (index < 5 ? [user, user] : [user]));
      const answers = await Promise.all(
        switches.map((user) => user.post(`/movies/${second}/${path}/`, {})),
      );
      expect(statuses(answers)).toEqual(Array(25).fill(200));
      await until(async () => (await app.get(`/movies/${second}/`)).json[number] === 15);
      const entity = path === 'want' ? MovieWant : MovieLike;
      expect(await app.dataSource.manager.countBy(entity, { movieId: second! })).toBe(15);
    });
  });
});
