import { describe, expect, it } from 'vitest';
import { MovieComment } from '../../../src/comments/entities/index.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { Movie } from '../../../src/movies/entities/index.js';
import { administrator } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { seedMovies } from '../../support/movies.js';
import { testSettings } from '../../support/settings.js';
import { shoppers, type Shopper } from '../../support/shoppers.js';

const app = testApp(testSettings({ STOCK_RESERVATION: 'cart', THROTTLE_LOGIN: '10000/minute' }), {
  seed: async (started) => {
    await seedCatalogue(started);
    await seedMovies(started);
  },
});

describe('a user who is deleted', () => {
  const [goods, movie] = [{ id: 7 }, { id: 3 }];

  /** What goods, a movie and a comment count of users. */
  async function counted(comment: { readonly id: number }) {
    const { manager } = app.dataSource;
    const { stock, favouriteCount } = await manager.findOneByOrFail(Goods, goods);
    const { ratingCount, starSum, wantCount, likeCount, ...others } = await manager.findOneByOrFail(
      Movie,
      movie,
    );
    const { likeCount: likes } = await manager.findOneByOrFail(MovieComment, comment);
    const ofMovie = [ratingCount, starSum, wantCount, likeCount, others.favouriteCount];
    return { stock, favouriteCount, ofMovie, likes };
  }

  async function takePart(user: Shopper, comment: { readonly id: number }): Promise<void> {
    for (const { status } of [
      await user.post('/userfavs/', { goods: 7 }),
      await user.post('/shopcarts/', { goods: 7, nums: 2 }),
      await user.post('/userstars/', { movie: 3, star: '8' }),
      await user.post('/usermoviefavs/', { movie: 3 }),
      await user.post('/movies/3/want/', {}),
      await user.post('/movies/3/like/', {}),
      await user.post(`/moviecomments/${comment.id}/like/`, {}),
    ]) {
      expect([200, 201]).toContain(status);
    }
  }

  it('is counted nowhere any more, and leaves nothing taken out of the stock', async () => {
    const boss = await administrator(app);
    const [leaving, staying] = await shoppers(app, 2);
    const said = await staying!.post('/usermoviecomments/', { movie: 3, comments: '不错' });
    const comment = { id: said.json.id as number };
    await takePart(staying!, comment);
    const before = await counted(comment);
    await takePart(leaving!, comment);
    expect(await counted(comment)).toEqual({
      stock: before.stock - 2,
      favouriteCount: 2,
      ofMovie: [2, 16, 2, 2, 2],
      likes: 2,
    });
    const { status } = await boss.send('DELETE', `/admin/api/users/${leaving!.id}/`);
    expect(status).toBe(204);
    expect(await counted(comment)).toEqual(before);
  });
});
