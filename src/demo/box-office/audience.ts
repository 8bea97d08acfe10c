import { Injectable } from '@nestjs/common';
import { COMMENT_GRANTS, Comments } from '../../comments/comments.service.js';
import { MovieComment } from '../../comments/entities/index.js';
import { Movie, MovieFavourite, MovieRating, STARS } from '../../movies/entities/index.js';
import { Opinions } from '../../movies/opinions/opinions.service.js';
import { Rest, type RestTransaction } from '../../rest/index.js';
import { NO_PASSWORD, User } from '../../users/entities/index.js';

/** Those who have seen the movies; nobody can sign in as them. */
const AUDIENCE = ['早场的阿乔', '爆米花少一半', '第七排中间', '片尾别走', '小满看电影', '老周影评'];

/** What they say, and what others answer. */
const SAID: readonly (readonly [comment: string, reply?: string])[] = [
  ['节奏很稳，结尾那个长镜头值回票价。', '同意，我坐到字幕放完。'],
  ['笑点密，孩子全程没问几点结束。'],
  ['摄影太美了，建议选中间靠后的位置看。', '第七排正好。'],
  ['剧本有点赶，但演员撑住了。'],
  ['音效震撼，巨幕厅再刷一遍。', '约吗？'],
  ['片子不长，后劲很大。'],
  ['原以为会老套，没想到哭了两次。'],
  ['配乐好听，散场还在哼。', '求歌单！'],
];

/** Every movie that is or was shown gets so many ratings, and every second of these a comment. */
const RATINGS = 4;

/** Lets an audience rate the demo's movies and talk about them, as the API would. */
@Injectable()
export class DemoAudience {
  constructor(
    private readonly rest: Rest,
    private readonly opinions: Opinions,
    private readonly comments: Comments,
  ) {}

  async speak(tx: RestTransaction): Promise<void> {
    const { manager } = tx;
    const now = new Date();
    const people = AUDIENCE.map((username) =>
      manager.create(User, { username, passwordHash: NO_PASSWORD, createdAt: now }),
    );
    await manager.insert(User, people);
    const movies = await manager.find(Movie, {
      select: { id: true, status: true },
      order: { id: 'ASC' },
    });
    const seen = movies.filter(({ status }) => status !== 'coming');
    for (const [index, { id: movieId }] of seen.entries()) {
      for (let number = 0; number < RATINGS; number += 1) {
        const { id: userId } = people[(index + number) % people.length]!;
        // Six to ten stars, another mix for each movie.
        const star = STARS[5 + ((index * 3 + number * 2) % 5)]!;
        await this.opinions.add(tx, MovieRating, { userId, movieId, star });
        if (number === 0) await this.opinions.add(tx, MovieFavourite, { userId, movieId });
      }
      if (index % 2 === 0) await this.talk(tx, movieId, index / 2, people);
    }
  }

  private async talk(
    tx: RestTransaction,
    movieId: number,
    number: number,
    people: readonly User[],
  ): Promise<void> {
    const [text, reply] = SAID[number % SAID.length]!;
    const speaker = (turn: number) => people[(number + turn) % people.length]!.id;
    const replyToId = await this.say(tx, { movieId, userId: speaker(0), text });
    if (reply) await this.say(tx, { movieId, userId: speaker(1), text: reply, replyToId });
  }

  /** Authors and site managers may do with it what they may with any comment. */
  private async say(tx: RestTransaction, said: Parameters<Comments['add']>[1]): Promise<number> {
    const id = await this.comments.add(tx, said);
    const { models, permissionBackend } = this.rest;
    const target = models.target(MovieComment, id);
    const grant = (holder: { userId: number } | { group: string }, actions: readonly string[]) => {
      const permissions = actions.map((action) => models.permission(action, MovieComment));
      return permissionBackend.grant(tx.manager, holder, permissions, target);
    };
    await grant({ userId: said.userId }, COMMENT_GRANTS.creator);
    for (const [group, actions] of Object.entries(COMMENT_GRANTS.groups)) {
      await grant({ group }, actions);
    }
    return id;
  }
}
