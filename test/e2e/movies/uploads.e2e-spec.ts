import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { Movie, MovieImage } from '../../../src/movies/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedMovies } from '../../support/movies.js';
import { greyPng } from '../../support/pictures.js';
import { testSettings } from '../../support/settings.js';
import { shopper, type Shopper } from '../../support/shoppers.js';
import { changeUser } from '../../support/users.js';

const settings = testSettings({ THROTTLE_UPLOAD: '1000/second' });

describe('pictures of movies', () => {
  const app = testApp(settings, { seed: seedMovies });
  let root: Shopper;

  beforeAll(async () => {
    root = await shopper(app);
    await changeUser(app, root, { role: 'administrator' });
  });

  async function form(field: string, fields: Record<string, string> = {}): Promise<FormData> {
    const body = new FormData();
    const png = new Uint8Array(await greyPng(30, 42));
    body.set(field, new Blob([png], { type: 'image/png' }), 'poster.png');
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    return body;
  }

  const pathOf = (url: string) => new URL(url).pathname.replace('/media/', '');
  const isKept = (path: string) => existsSync(join(settings.mediaRoot, path));

  it('are posters that administrators upload, seen at once, the former one gone', async () => {
    const path = '/movies/1/';
    await app.get(path);
    const before = await app.dataSource.manager.findOneByOrFail(Movie, { id: 1 });
    const first = await root.request('PATCH', path, { body: await form('poster') });
    expect([first.status, first.json.name]).toEqual([200, before.name]);
    const kept = pathOf(first.json.poster);
    expect(kept).toMatch(/^posters\/\d{4}\/\d{2}\/[^/]+\.png$/);
    expect(isKept(kept)).toBe(true);
    expect((await app.get(path)).json.poster).toBe(first.json.poster);
    expect((await app.get('/movies/?name=影片1号')).json.results[0].poster).toBe(first.json.poster);
    const second = await root.request('PATCH', path, { body: await form('poster') });
    expect(pathOf(second.json.poster)).not.toBe(kept);
    await expect.poll(() => isKept(kept)).toBe(false);
    // A form that has the poster alone leaves everything else as it is.
    const after = await app.dataSource.manager.findOneByOrFail(Movie, { id: 1 });
    expect({ ...after, poster: '' }).toEqual({ ...before, poster: '' });
  });

  it('are left alone by clients that send a movie back as they got it', async () => {
    const { json } = await app.get('/movies/2/');
    const answer = await root.patch('/movies/2/', { poster: json.poster, minutes: 99 });
    expect([answer.status, answer.json.minutes]).toEqual([200, 99]);
    expect(answer.json.poster).toBe(json.poster);
  });

  it('are no posters of anybody else, and nothing but pictures', async () => {
    const user = await shopper(app);
    const refused = await user.request('PATCH', '/movies/1/', { body: await form('poster') });
    expect(refused.status).toBe(403);
    const body = new FormData();
    body.set('poster', new Blob(['<svg onload="alert(1)"/>']), 'a.png');
    const wrong = await root.request('PATCH', '/movies/1/', { body });
    expect([wrong.status, Object.keys(wrong.json)]).toEqual([400, ['poster']]);
  });

  it('are images of a movie, in their order, until they are deleted', async () => {
    const upload = async (index: string) =>
      root.request('POST', '/movieimages/', { body: await form('image', { movie: '3', index }) });
    const [last, first] = [await upload('9'), await upload('1')];
    expect([last.status, last.json]).toMatchObject([201, { movie: 3, index: 9 }]);
    expect(pathOf(last.json.image)).toMatch(/^movie-images\/\d{4}\/\d{2}\//);
    const { images } = (await app.get('/movies/3/')).json;
    expect(images.map(({ index }: any) => index)).toEqual([0, 1, 9]);
    expect(images[1]).toEqual({ image: first.json.image, index: 1 });
    expect((await app.get('/movieimages/?movie=3')).json.count).toBe(3);
    const path = `/movieimages/${last.json.id}/`;
    expect((await (await shopper(app)).delete(path)).status).toBe(403);
    expect((await root.delete(path)).status).toBe(204);
    await expect.poll(() => isKept(pathOf(last.json.image))).toBe(false);
    expect((await app.get('/movies/3/')).json.images).toHaveLength(2);
  });

  it('are thirty at most, however many come at once', async () => {
    const { manager } = app.dataSource;
    const more = Array.from({ length: 28 }, (_, position) => ({
      movieId: 4,
      image: `movies/${position}.svg`,
      position,
    }));
    await app.unitOfWork.run((tx) => tx.manager.insert(MovieImage, more));
    const answers = await Promise.all(
      [1, 2, 3].map(async () =>
        root.request('POST', '/movieimages/', { body: await form('image', { movie: '4' }) }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect(await manager.countBy(MovieImage, { movieId: 4 })).toBe(30);
  });
});
