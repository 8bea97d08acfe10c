import { describe, expect, it } from 'vitest';
import { MovieComment } from '../../../src/comments/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedMovies } from '../../support/movies.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers } from '../../support/shoppers.js';

const settings = testSettings({ THROTTLE_COMMENT: '1000/second' });

describe('likes of comments', () => {
  const app = testApp(settings, { seed: seedMovies });

  async function comment(movie: number): Promise<{ id: number; like: string }> {
    const answer = await (
      await shopper(app)
    ).post('/usermoviecomments/', { movie, comments: '好' });
    const { id } = answer.json;
    return { id, like: `/moviecomments/${id}/like/` };
  }

  const likeCount = async (id: number) =>
    (await app.dataSource.manager.findOneByOrFail(MovieComment, { id })).likeCount;

  it('are counted once per user, and taken back', async () => {
    const { id, like } = await comment(1);
    const [alice, bob] = await shoppers(app, 2);
    const answer = await alice!.post(like, {});
    expect([answer.status, answer.json]).toEqual([200, { comment: id, liked: true, like_num: 1 }]);
    expect((await alice!.post(like, {})).json.like_num).toBe(1);
    expect((await bob!.post(like, {})).json.like_num).toBe(2);
    const seen = async (user: typeof alice) =>
      (await user!.get('/moviecomments/?movie=1')).json.results[0];
    expect(await seen(alice)).toMatchObject({ id, like_num: 2, liked: true });
    expect((await alice!.delete(like)).json).toEqual({ comment: id, liked: false, like_num: 1 });
    expect((await alice!.delete(like)).json.like_num).toBe(1);
    expect(await seen(alice)).toMatchObject({ like_num: 1, liked: false });
    expect((await app.get('/moviecomments/?movie=1')).json.results[0].liked).toBe(false);
  });

  it('are for those who have signed in, of comments that are there', async () => {
    const { id, like } = await comment(2);
    expect((await app.request('POST', like)).status).toBe(401);
    const user = await shopper(app);
    expect((await user.post('/moviecomments/999999/like/', {})).status).toBe(404);
    await app.unitOfWork.run(({ manager }) =>
      manager.update(MovieComment, id, { isDeleted: true, text: '' }),
    );
    expect((await user.post(like, {})).status).toBe(404);
  });

  it('are counted exactly when many come at once, and twice each', async () => {
    const { id, like } = await comment(3);
    const fans = await shoppers(app, 20);
    const answers = await Promise.all([...fans, ...fans].map((fan) => fan.post(like, {})));
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect(await likeCount(id)).toBe(20);
    await Promise.all(
      fans.flatMap((fan, index) => (index % 2 ? [fan.delete(like), fan.delete(like)] : [])),
    );
    expect(await likeCount(id)).toBe(10);
  });
});
