import {
  Movie,
  MovieCountry,
  MovieFormat,
  MovieImage,
  MovieKind,
  MovieRole,
  MovieStaff,
  MovieSubtitle,
} from '../../src/movies/entities/index.js';
import type { TestApp } from './app.js';

/** Movies of the small programme. */
export const MOVIE_COUNT = 25;

const OPENING = Date.parse('2026-01-01T01:00:00Z');
const STATES = ['showing', 'coming', 'off'] as const;

/**
 * Fills in a small programme: movies 1-25, three kinds, formats, countries and subtitles, four
 * people; every column a function of the id, so that a specification can tell what it expects.
 */
export async function seedMovies(app: TestApp): Promise<void> {
  await app.unitOfWork.run(async ({ manager }) => {
    await manager.insert(MovieKind, named('动作', '悬疑', '科幻'));
    await manager.insert(MovieFormat, named('2D', '3D', 'IMAX'));
    await manager.insert(MovieCountry, named('中国大陆', '美国', '法国'));
    await manager.insert(MovieSubtitle, named('中文', '英文', '法文'));
    await manager.insert(
      MovieStaff,
      named('导演甲', '演员乙', '演员丙', '编剧丁').map((one) => ({ ...one, photo: '' })),
    );
    const ids = Array.from({ length: MOVIE_COUNT }, (_, index) => index + 1);
    await manager.insert(Movie, ids.map(movie));
    for (const relation of ['kinds', 'formats', 'countries', 'subtitles'] as const) {
      for (const id of ids) {
        const keys = [...new Set([1 + (id % 3), 1 + (id % 2)])].sort((a, b) => a - b);
        await manager.createQueryBuilder().relation(Movie, relation).of(id).add(keys);
      }
    }
    await manager.insert(
      MovieRole,
      ids.flatMap((movieId) => [
        { movieId, staffId: 2, work: 'actor', position: 2 } as const,
        { movieId, staffId: 1, work: 'director', position: 0 } as const,
        { movieId, staffId: 1, work: 'actor', position: 1 } as const,
      ]),
    );
    await manager.insert(
      MovieImage,
      ids.map((movieId) => ({ movieId, image: `movies/${movieId}-still.svg`, position: 0 })),
    );
  });
}

function named(...names: string[]) {
  return names.map((name, index) => ({ id: index + 1, name }));
}

function movie(id: number) {
  return {
    id,
    name: `影片${id}号`,
    status: STATES[id % 3]!,
    brief: `<p>第${id}部</p>`,
    poster: `movies/${id}.svg`,
    releasedOn: `2026-${String(1 + (id % 12)).padStart(2, '0')}-15`,
    minutes: 90 + id,
    isBanner: id % 5 === 0,
    isHot: id % 4 === 0,
    isNew: id % 6 === 0,
    createdAt: new Date(OPENING),
  };
}
