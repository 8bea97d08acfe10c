import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Hall, Screening, ScreeningSeat } from '../../../src/cinemas/entities/index.js';
import { ScreeningsService } from '../../../src/cinemas/screenings/screenings.service.js';
import {
  BoxOfficeDemo,
  DEMO_PASSWORD,
  DEMO_USERS,
} from '../../../src/demo/box-office/box-office-demo.service.js';
import { ScreeningsAhead } from '../../../src/demo/box-office/screenings-ahead.js';
import { Movie, MovieImage } from '../../../src/movies/entities/index.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

const DAY = 86_400_000;

describe('the demo box office', () => {
  const settings = testSettings({ DEMO_DATA: 'on' });
  const app = testApp(settings, {
    async seed({ nest }) {
      await nest.get(BoxOfficeDemo).loadIfEmpty();
      await nest.get(ScreeningsAhead).renew();
    },
  });
  const screenings = () =>
    app.dataSource.manager.find(Screening, { order: { hallId: 'ASC', startsAt: 'ASC' } });

  it('is loaded once', async () => {
    expect(await app.nest.get(BoxOfficeDemo).loadIfEmpty()).toBe(false);
    expect(await app.dataSource.manager.count(Movie)).toBe(40);
    expect(await app.dataSource.manager.count(Hall)).toBe(12);
  });

  it('has cinemas in two cities', async () => {
    for (const city of [330_100, 510_100]) {
      expect((await app.get(`/cinemas/?area=${city}`)).json.count).toBe(3);
    }
  });

  it('shows movies with everything they are related to', async () => {
    const { json } = await app.get('/movies/1/');
    for (const relation of ['movie_state', 'sub_title', 'staffs', 'kind_category']) {
      expect(json[relation].length, relation).toBeGreaterThan(0);
    }
  });

  it('has an audience that rates and talks, with exact counts and replies', async () => {
    const { results } = (await app.get('/movies/?status=showing&limit=100')).json;
    for (const { name, star_num: stars, fav_num: favourites } of results) {
      expect([name, stars >= 6 && stars <= 10, favourites]).toEqual([name, true, 1]);
    }
    const coming = (await app.get('/movies/?status=coming&limit=1')).json.results[0];
    expect(coming.star_num).toBe(null);
    const talk = (await app.get(`/moviecomments/?movie=${results[0].id}`)).json.results;
    expect(talk.map(({ reply_to }: { reply_to: number | null }) => reply_to)).toEqual([
      null,
      talk[0].id,
    ]);
  });

  it('is below 2 MB with all its pictures', async () => {
    const folder = join(settings.mediaRoot, 'movies/demo');
    const sizes = readdirSync(folder).map((file) => statSync(join(folder, file)).size);
    expect(sizes).toHaveLength(80);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(2_000_000);
  });

  it('has drawn every picture that it names', async () => {
    const { manager } = app.dataSource;
    const posters = (await manager.find(Movie)).map(({ poster }) => poster);
    const stills = (await manager.find(MovieImage)).map(({ image }) => image);
    const missing = [...posters, ...stills].filter(
      (path) => !existsSync(join(settings.mediaRoot, path)),
    );
    expect(missing).toEqual([]);
    const answer = await app.get(`/media/${posters[0]}`);
    expect(answer.headers.get('content-type')).toContain('image/svg+xml');
  });

  it('lets its users sign in', async () => {
    for (const username of DEMO_USERS) {
      const body = { username, password: DEMO_PASSWORD };
      expect((await app.request('POST', '/api-token-auth/', { body })).status).toBe(200);
    }
  });

  it('has screenings in every hall for a week, which never overlap, cleaning included', async () => {
    const all = await screenings();
    expect(new Set(all.map(({ hallId }) => hallId)).size).toBe(12);
    expect(all.length).toBeGreaterThanOrEqual(12 * 4 * 6);
    for (const [index, { hallId, startsAt }] of all.entries()) {
      const before = all[index - 1];
      if (before?.hallId !== hallId) continue;
      const pause = startsAt.getTime() - before.endsAt.getTime();
      expect(pause).toBeGreaterThanOrEqual(15 * 60_000);
    }
  });

  it('adds nothing when it is renewed again, also by two at once', async () => {
    const before = await app.dataSource.manager.count(ScreeningSeat);
    const ahead = app.nest.get(ScreeningsAhead);
    expect(await Promise.all([ahead.renew(), ahead.renew()])).toEqual([0, 0]);
    expect(await app.dataSource.manager.count(ScreeningSeat)).toBe(before);
  });

  it('goes on with the day after the last, leaves cancelled ones off and busy halls alone', async () => {
    const before = await screenings();
    const [first] = before;
    const service = app.nest.get(ScreeningsService);
    await app.unitOfWork.run((tx) => service.cancel(tx, first!.id));
    const last = before.findLast(({ hallId }) => hallId === first!.hallId)!;
    const taken = new Date(last.startsAt.getTime() + DAY + 60_000);
    await app.unitOfWork.run((tx) =>
      service.schedule(tx, {
        movie: last.movieId,
        hall: last.hallId,
        start_time: taken,
        language: '国语',
        format: '2D',
        prices: [1, 2, 3].map((zone) => ({ zone, price: '1.00', fee: '0.00' })),
      }),
    );
    const made = await app.nest.get(ScreeningsAhead).renew(new Date(Date.now() + DAY));
    expect(made).toBe(12 * 4 - 1);
  });
});

describe('the demo box office where it is not wanted', () => {
  const app = testApp(testSettings({ DEMO_DATA: 'off' }));

  it('is not loaded', async () => {
    expect(await app.nest.get(BoxOfficeDemo).loadIfEmpty()).toBe(false);
    expect(await app.dataSource.manager.count(Movie)).toBe(0);
  });
});
