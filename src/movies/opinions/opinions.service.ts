import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockRows } from '../../infrastructure/database/row-locks.js';
import { NotFound, type RestTransaction } from '../../rest/index.js';
import { Movie, MovieFavourite, MovieLike, MovieRating, MovieWant } from '../entities/index.js';
import { UserRemovals } from '../../users/user-removals.js';
import { MovieRefresh } from '../movie-refresh.js';

/** Any of what users think of movies. */
type AnyOpinion = MovieRating | MovieFavourite | MovieWant | MovieLike;

/** Whose opinion of what. */
type Ownership = Pick<AnyOpinion, 'userId' | 'movieId'>;

/** Where a movie keeps how many there are, of what is only counted. */
const COUNTS = new Map<Type<AnyOpinion>, 'favouriteCount' | 'wantCount' | 'likeCount'>([
  [MovieFavourite, 'favouriteCount'],
  [MovieWant, 'wantCount'],
  [MovieLike, 'likeCount'],
]);

const KINDS: readonly Type<AnyOpinion>[] = [MovieRating, ...COUNTS.keys()];

/**
 * Ratings, favourites, wants and likes, and the movies' counts of them. The movie is locked before any of
 * them changes, so that whoever counts them sees those of all others.
 *
 * DRF: the signals of the tutorial's user_operation
 */
@Injectable()
export class Opinions implements OnModuleInit {
  constructor(
    private readonly refresh: MovieRefresh,
    private readonly removals: UserRemovals,
  ) {}

  onModuleInit(): void {
    this.removals.on((tx, userId) => this.removeAll(tx, userId));
  }

  /**
   * @returns id of the new row
   * @throws QueryFailedError when the user has such an opinion already
   */
  async add<Row extends AnyOpinion>(
    tx: RestTransaction,
    entity: Type<Row>,
    opinion: Ownership & Partial<Pick<MovieRating, 'star'>>,
  ): Promise<number> {
    await this.lock(tx, opinion.movieId);
    const { identifiers } = await tx.manager
      .createQueryBuilder()
      .insert()
      .into<AnyOpinion>(entity)
      .values({ ...opinion, createdAt: new Date() })
      .execute();
    await this.count(tx, entity, opinion.movieId);
    return identifiers[0]!.id;
  }

  /** @throws NotFound when another request was faster */
  async rate(tx: RestTransaction, { id, movieId }: MovieRating, star?: MovieRating['star']) {
    await this.lock(tx, movieId);
    if (!(await tx.manager.existsBy(MovieRating, { id }))) throw new NotFound();
    if (star === undefined) return;
    await tx.manager.update(MovieRating, id, { star });
    await this.count(tx, MovieRating, movieId);
  }

  /** @throws NotFound when another request was faster */
  async remove(
    tx: RestTransaction,
    entity: Type<AnyOpinion>,
    { userId, movieId }: Ownership,
  ): Promise<void> {
    await this.lock(tx, movieId);
    const { affected } = await tx.manager.delete(entity, { userId, movieId });
    if (!affected) throw new NotFound();
    await this.count(tx, entity, movieId);
  }

  /**
   * The user wants to see the movie, or likes it; or no more.
   *
   * @returns whether it is so now, and of how many users
   * @throws NotFound when there is no such movie
   */
  async toggle(
    tx: RestTransaction,
    entity: typeof MovieWant | typeof MovieLike,
    ownership: Ownership,
  ): Promise<{ isOn: boolean; count: number }> {
    const { movieId } = ownership;
    await this.lock(tx, movieId);
    const isOn = !(await tx.manager.existsBy(entity, ownership));
    if (isOn) await tx.manager.insert(entity, { ...ownership, createdAt: new Date() });
    else await tx.manager.delete(entity, ownership);
    const count = await this.count(tx, entity, movieId);
    return { isOn, count };
  }

  private async removeAll(tx: RestTransaction, userId: number): Promise<void> {
    const { manager } = tx;
    const ids = new Set<number>();
    for (const kind of KINDS) {
      for (const { movieId } of await manager.findBy<AnyOpinion>(kind, { userId }))
        ids.add(movieId);
    }
    for (const movieId of [...ids].sort((one, other) => one - other)) {
      await this.lock(tx, movieId);
      for (const kind of KINDS) {
        const { affected } = await manager.delete(kind, { userId, movieId });
        if (affected) await this.count(tx, kind, movieId);
      }
    }
  }

  /** Makes others who have an opinion on the movie wait until the unit of work ends. */
  private async lock({ manager }: RestTransaction, movieId: number): Promise<void> {
    const query = manager
      .createQueryBuilder(Movie, 'movie')
      .select('movie.id')
      .where('movie.id = :movieId', { movieId });
    if (!(await lockRows(query).getOne())) throw new NotFound();
  }

  /**
   * Counting the rows, not adding one: rows also go with the users they belonged to.
   *
   * @returns how many there are now
   */
  private async count(tx: RestTransaction, entity: Type<AnyOpinion>, id: number): Promise<number> {
    this.refresh.after(tx);
    const { manager } = tx;
    const column = COUNTS.get(entity);
    if (!column) {
      const ratings = await ratingsOf(manager, id);
      await manager.update(Movie, id, ratings);
      return ratings.ratingCount;
    }
    const count = await manager.countBy<AnyOpinion>(entity, { movieId: id });
    await manager.update(Movie, id, { [column]: count });
    return count;
  }
}

/** What a movie tells of its ratings. */
async function ratingsOf(manager: EntityManager, movieId: number) {
  const found = await manager
    .createQueryBuilder(MovieRating, 'rating')
    .select('COUNT(*)', 'count')
    .addSelect('SUM(rating.star)', 'sum')
    .where('rating.movieId = :movieId', { movieId })
    .getRawOne<{ count: number | string; sum: number | string | null }>();
  const ratingCount = Number(found?.count ?? 0);
  const starSum = Number(found?.sum ?? 0);
  const starTenths = ratingCount === 0 ? null : Math.round((10 * starSum) / ratingCount);
  return { ratingCount, starSum, starTenths };
}
