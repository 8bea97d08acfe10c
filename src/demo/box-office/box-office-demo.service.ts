import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Cinema, Hall } from '../../cinemas/entities/index.js';
import { readDrawing } from '../../cinemas/layouts/drawing.js';
import { Layouts } from '../../cinemas/layouts/layouts.js';
import { Settings } from '../../config/settings.js';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import {
  Movie,
  MovieCountry,
  MovieFormat,
  MovieImage,
  MovieKind,
  MovieRole,
  MovieStaff,
  MovieSubtitle,
  type MovieState,
} from '../../movies/entities/index.js';
import type { RestTransaction } from '../../rest/index.js';
import { User } from '../../users/entities/index.js';
import { UserCreationService } from '../../users/user-creation.service.js';
import { DemoAudience } from './audience.js';
import { drawPoster, drawStill } from './posters.js';
import {
  COMING,
  FORMATS,
  KINDS,
  LANGUAGES,
  OFF,
  SHOWING,
  STAFF,
  SUBTITLES,
  type DemoMovie,
} from './programme.js';
import { CINEMAS } from './venues.js';
import { DAY } from '../../infrastructure/durations.js';

/** Who may try the box office; they are made where it is a demo only. */
export const DEMO_USERS = ['demo', 'guest'] as const;
export const DEMO_PASSWORD = 'take-a-seat';

const FOLDER = 'movies/demo';

/** Every movie, and how many days ago it came to the cinemas; what is coming has days to go. */
const MOVIES: readonly (DemoMovie & { status: MovieState; daysAgo: number })[] = [
  ...SHOWING.map((movie, i) => ({ ...movie, status: 'showing' as const, daysAgo: 2 + i })),
  ...COMING.map((movie, i) => ({ ...movie, status: 'coming' as const, daysAgo: -9 - 4 * i })),
  ...OFF.map((movie, i) => ({ ...movie, status: 'off' as const, daysAgo: 90 + 30 * i })),
];

/** Fills an empty box office with movies, cinemas and two users to try it. */
@Injectable()
export class BoxOfficeDemo {
  private readonly logger = new Logger(BoxOfficeDemo.name);

  constructor(
    private readonly settings: Settings,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly layouts: Layouts,
    private readonly users: UserCreationService,
    private readonly audience: DemoAudience,
  ) {}

  /**
   * Loads the demo, where it is one, unless there are movies or cinemas. The posters come first and
   * the rest is one transaction: what is interrupted is loaded by the next start.
   *
   * @returns whether it was loaded
   */
  async loadIfEmpty(): Promise<boolean> {
    const { manager } = this.dataSource;
    if (!this.settings.isDemo) return false;
    if ((await manager.exists(Movie)) || (await manager.exists(Cinema))) return false;
    const startedAt = performance.now();
    await this.drawPictures();
    await this.unitOfWork.run(async (tx) => {
      await this.insertMovies(tx.manager);
      await this.insertCinemas(tx);
      await this.audience.speak(tx);
    });
    for (const username of DEMO_USERS) {
      if (await manager.existsBy(User, { username })) continue;
      await this.users.create({ username, password: DEMO_PASSWORD }, 'customer');
    }
    const took = Math.round(performance.now() - startedAt);
    this.logger.log(`demo box office loaded: ${MOVIES.length} movies in ${took} ms`);
    return true;
  }

  private async drawPictures(): Promise<void> {
    const folder = join(this.settings.mediaRoot, FOLDER);
    await mkdir(folder, { recursive: true });
    for (const [index, movie] of MOVIES.entries()) {
      await writeFile(join(folder, `${index + 1}.svg`), drawPoster(movie));
      await writeFile(join(folder, `${index + 1}-still.svg`), drawStill(movie));
    }
  }

  private async insertMovies(manager: EntityManager): Promise<void> {
    const kinds = await named(manager, MovieKind, KINDS);
    const formats = await named(manager, MovieFormat, FORMATS);
    const countries = await named(manager, MovieCountry, Object.keys(LANGUAGES));
    const subtitles = await named(manager, MovieSubtitle, SUBTITLES);
    const people = Object.values(STAFF).flat();
    const staff = people.map((name) => manager.create(MovieStaff, { name, photo: '' }));
    await manager.insert(MovieStaff, staff);
    const staffId = new Map(staff.map(({ id, name }) => [name, id]));
    const now = Date.now();
    const movies = MOVIES.map(({ name, status, minutes, brief, daysAgo, ...related }, index) =>
      manager.create(Movie, {
        name,
        status,
        minutes,
        brief: `<p>${brief}</p>`,
        poster: `${FOLDER}/${index + 1}.svg`,
        releasedOn: new Date(now - daysAgo * DAY).toISOString().slice(0, 10),
        isBanner: index % 7 === 0,
        isHot: index % 4 === 0,
        isNew: Math.abs(daysAgo) < 8,
        createdAt: new Date(now),
        kinds: related.kinds.flatMap(kinds),
        formats: related.formats.flatMap(formats),
        countries: countries(related.country),
        subtitles: SUBTITLES.slice(0, LANGUAGES[related.country] === '国语' ? 1 : 2).flatMap(
          subtitles,
        ),
      }),
    );
    await manager.save(movies);
    const roles = movies.flatMap(({ id }, index) => rolesOf(index, id, staffId));
    await manager.insert(MovieRole, roles);
    const stills = movies.map(({ id: movieId }, index) => ({
      movieId,
      image: `${FOLDER}/${index + 1}-still.svg`,
      position: 0,
    }));
    await manager.insert(MovieImage, stills);
  }

  private async insertCinemas(tx: RestTransaction): Promise<void> {
    const { manager } = tx;
    for (const { name, area: areaId, address, phone, halls } of CINEMAS) {
      const cinema = manager.create(Cinema, { name, areaId, address, phone, gapRule: 'enforce' });
      await manager.insert(Cinema, cinema);
      for (const [hallName, text] of Object.entries(halls)) {
        const drawing = readDrawing(text);
        if ('errors' in drawing) throw new Error(`${hallName}: ${JSON.stringify(drawing.errors)}`);
        const hall = manager.create(Hall, {
          cinemaId: cinema.id,
          name: hallName,
          cleaningMinutes: 15,
        });
        await manager.insert(Hall, hall);
        await this.layouts.replace(tx, hall.id, drawing);
      }
    }
  }
}

/** Adds what is not there yet. @returns finds by name; a list of one, or of none */
async function named(
  manager: EntityManager,
  entity: typeof MovieKind,
  names: readonly string[],
): Promise<(name: string) => MovieKind[]> {
  const before = new Set((await manager.find(entity)).map(({ name }) => name));
  const added = names.filter((name) => !before.has(name)).map((name) => ({ name }));
  if (added.length > 0) await manager.insert(entity, added);
  const rows = await manager.find(entity);
  return (name) => rows.filter((row) => row.name === name);
}

/** One directs, and with every third movie plays too; three play; one edits. */
function rolesOf(index: number, movieId: number, ids: ReadonlyMap<string, number>) {
  const { directors, actors, editors } = STAFF;
  const director = ids.get(directors[index % directors.length]!)!;
  const role = (staffId: number, work: MovieRole['work'], position: number) => ({
    movieId,
    staffId,
    work,
    position,
  });
  return [
    role(director, 'director', 0),
    ...[0, 1, 2].map((i) =>
      role(ids.get(actors[(index * 3 + i) % actors.length]!)!, 'actor', i + 1),
    ),
    ...(index % 3 === 0 ? [role(director, 'actor', 4)] : []),
    role(ids.get(editors[index % editors.length]!)!, 'editor', 5),
  ];
}
