import { describe, expect, it } from 'vitest';
import { MovieComment } from '../../../src/comments/entities/index.js';
import { testApp } from '../../support/app.js';
import { seedMovies } from '../../support/movies.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { changeUser } from '../../support/users.js';

const PATH = '/usermoviecomments/';
const BANNED = { detail: '您已被禁止发表评论' };

describe('comments on movies', () => {
  const app = testApp(testSettings(), { seed: seedMovies });

  async function say(user: Shopper, comments: string, more: object = {}): Promise<any> {
    const { status, json } = await user.post(PATH, { movie: 1, comments, ...more });
    expect(status).toBe(201);
    return json;
  }

  async function withRole(role: 'site_manager' | 'administrator'): Promise<Shopper> {
    const somebody = await shopper(app);
    await changeUser(app, somebody, { role });
    return somebody;
  }

  it('are shown with what the asking user may do', async () => {
    const [alice, bob] = await shoppers(app, 2);
    const { id } = await say(alice!, '好看', { movie: 2 });
    const manager = await withRole('site_manager');
    const flags = async (user: Pick<Shopper, 'get'>) => {
      const [found] = (await user.get('/moviecomments/?movie=2')).json.results;
      return [found.id, found.update, found.delete];
    };
    expect(await flags(alice!)).toEqual([id, true, true]);
    expect(await flags(bob!)).toEqual([id, false, false]);
    expect(await flags(app)).toEqual([id, false, false]);
    expect(await flags(manager)).toEqual([id, false, true]);
    expect(await flags(await withRole('administrator'))).toEqual([id, true, true]);
  });

  it('are changed by their authors only, and deleted by site managers too', async () => {
    const [alice, bob] = await shoppers(app, 2);
    const { id } = await say(alice!, '一般');
    const path = `${PATH}${id}/`;
    const manager = await withRole('site_manager');
    for (const user of [bob!, manager]) {
      expect((await user.patch(path, { comments: 'x' })).status).toBe(403);
    }
    expect((await bob!.delete(path)).status).toBe(403);
    expect((await app.request('DELETE', path)).status).toBe(401);
    expect((await alice!.patch(path, { comments: '很好' })).json.comments).toBe('很好');
    expect((await bob!.get(path)).status).toBe(404);
    expect((await manager.delete(path)).status).toBe(204);
    expect((await alice!.get(path)).status).toBe(404);
  });

  it('keep their replies, which all belong to the first comment', async () => {
    const [alice, bob] = await shoppers(app, 2);
    const first = await say(alice!, '好看', { movie: 3 });
    const reply = await say(bob!, '同意', { movie: 3, reply_to: first.id });
    const deeper = await say(alice!, '谢谢', { movie: 3, reply_to: reply.id });
    expect([reply.reply_to, deeper.reply_to]).toEqual([first.id, first.id]);
    const elsewhere = await bob!.post(PATH, { movie: 4, comments: 'x', reply_to: first.id });
    expect([elsewhere.status, elsewhere.json]).toEqual([
      400,
      { reply_to: ['该评论属于另一部影片'] },
    ]);
    expect((await alice!.delete(`${PATH}${first.id}/`)).status).toBe(204);
    const { results } = (await app.get('/moviecomments/?movie=3')).json;
    expect(results.map(({ comments, is_deleted }: any) => [comments, is_deleted])).toEqual([
      ['', true],
      ['同意', false],
      ['谢谢', false],
    ]);
  });

  it('keep the thread when a reply and the deletion come at once', async () => {
    const [alice, bob] = await shoppers(app, 2);
    for (let round = 0; round < 8; round += 1) {
      const first = await say(alice!, '好看', { movie: 5 });
      const [reply, gone] = await Promise.all([
        bob!.post(PATH, { movie: 5, comments: '同意', reply_to: first.id }),
        alice!.delete(`${PATH}${first.id}/`),
      ]);
      expect(gone.status).toBe(204);
      expect([201, 400]).toContain(reply.status);
      if (reply.status === 201) expect(reply.json.reply_to).toBe(first.id);
    }
  });

  it('say nothing more once they are deleted, though they are changed at once', async () => {
    const [alice, bob] = await shoppers(app, 2);
    for (let round = 0; round < 8; round += 1) {
      const { id } = await say(alice!, '好看', { movie: 8 });
      // With a reply it stays, empty, as the head of its thread.
      expect((await bob!.post(PATH, { movie: 8, comments: '同意', reply_to: id })).status).toBe(
        201,
      );
      const [changed, gone] = await Promise.all([
        alice!.patch(`${PATH}${id}/`, { comments: '改了' }),
        alice!.delete(`${PATH}${id}/`),
      ]);
      expect(gone.status).toBe(204);
      expect([200, 404]).toContain(changed.status);
      const stored = await app.dataSource.manager.findOneByOrFail(MovieComment, { id });
      expect([stored.isDeleted, stored.text]).toEqual([true, '']);
    }
  });

  it('tell nobody the number or address that an author signs in by, nor whose a deleted one was', async () => {
    const [alice, bob, carol] = await shoppers(app, 3);
    await changeUser(app, alice!, { username: '13912345678' });
    await changeUser(app, bob!, { username: 'bob@example.com' });
    await changeUser(app, carol!, { username: 'carol' });
    const first = await say(alice!, '好看', { movie: 9 });
    expect(first.user_name).toBe('1***8');
    await say(bob!, '同意', { movie: 9, reply_to: first.id });
    await say(carol!, '也同意', { movie: 9, reply_to: first.id });
    const names = async (who: Pick<Shopper, 'get'>) =>
      (await who.get('/moviecomments/?movie=9')).json.results.map((row: any) => row.user_name);
    for (const who of [app, carol!]) expect(await names(who)).toEqual(['1***8', 'b***m', 'carol']);
    await alice!.delete(`${PATH}${first.id}/`);
    expect(await names(app)).toEqual([null, 'b***m', 'carol']);
  });

  it('cost the same number of statements however many are shown', async () => {
    const alice = await shopper(app);
    for (let number = 0; number < 12; number += 1) await say(alice, '好', { movie: 6 });
    const count = async (size: number) =>
      (await app.queries(() => alice.get(`/moviecomments/?movie=6&page_size=${size}`))).length;
    expect(await count(12)).toBe(await count(1));
  });

  it('are not posted by a banned site manager, who cannot lift the own ban', async () => {
    const [manager, other] = [await withRole('site_manager'), await withRole('site_manager')];
    expect((await other.post('/commentbans/', { user: manager.id })).status).toBe(201);
    const path = `/commentbans/${manager.id}/`;
    const refused = await manager.delete(path);
    expect([refused.status, refused.json]).toEqual([403, { detail: '不能解除自己的禁言' }]);
    expect((await manager.post(PATH, { movie: 1, comments: 'x' })).status).toBe(403);
    expect((await other.delete(path)).status).toBe(204);
    expect((await manager.post(PATH, { movie: 1, comments: 'x' })).status).toBe(201);
  });

  it('are not posted by whom a site manager has banned, until the ban ends', async () => {
    const alice = await shopper(app);
    const { id } = await say(alice, '广告');
    const manager = await withRole('site_manager');
    expect((await alice.post('/commentbans/', { user: alice.id })).status).toBe(403);
    expect((await alice.get('/commentbans/')).status).toBe(403);
    const ban = await manager.post('/commentbans/', { user: alice.id, reason: '广告' });
    expect([ban.status, ban.json]).toMatchObject([201, { user: alice.id, reason: '广告' }]);
    expect((await manager.post('/commentbans/', { user: alice.id })).status).toBe(400);
    const refused = await alice.post(PATH, { movie: 1, comments: 'x' });
    expect([refused.status, refused.json]).toEqual([403, BANNED]);
    expect((await alice.patch(`${PATH}${id}/`, { comments: 'x' })).status).toBe(403);
    expect((await alice.get(`${PATH}${id}/`)).json).toMatchObject({ update: false, delete: true });
    expect((await alice.delete(`${PATH}${id}/`)).status).toBe(204);
    expect((await manager.delete(`/commentbans/${alice.id}/`)).status).toBe(204);
    await say(alice, '不再发广告');
  });
});

describe('comments of one user', () => {
  const app = testApp(testSettings({ THROTTLE_COMMENT: '10/minute' }), { seed: seedMovies });

  it('are ten a minute at most; reading them is not counted', async () => {
    const alice = await shopper(app);
    for (let number = 0; number < 10; number += 1) {
      expect((await alice.post(PATH, { movie: 1, comments: '好' })).status).toBe(201);
    }
    expect((await alice.post(PATH, { movie: 1, comments: '好' })).status).toBe(429);
    expect((await alice.get(PATH)).status).toBe(200);
  });
});

describe('comments where one user may have one on a movie', () => {
  const app = testApp(testSettings({ COMMENTS_PER_MOVIE: '1' }), { seed: seedMovies });

  it('are one however many come at once, and one again once it is deleted; replies do not count', async () => {
    const [alice, bob] = await shoppers(app, 2);
    const say = (more: object = {}) => alice!.post(PATH, { movie: 1, comments: '好', ...more });
    const answers = await Promise.all([say(), say(), say()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect(answers.find(({ status }) => status === 400)!.json).toEqual({
      non_field_errors: ['每部影片最多发表 1 条评论'],
    });
    const { id } = answers.find(({ status }) => status === 201)!.json;
    expect((await say({ reply_to: id })).status).toBe(201);
    expect((await say({ movie: 2 })).status).toBe(201);
    expect((await bob!.post(PATH, { movie: 1, comments: '好' })).status).toBe(201);
    expect((await alice!.delete(`${PATH}${id}/`)).status).toBe(204);
    expect((await say()).status).toBe(201);
  });
});
