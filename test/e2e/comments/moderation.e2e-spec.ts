import { describe, expect, it } from 'vitest';
import { testApp } from '../../support/app.js';
import { seedMovies } from '../../support/movies.js';
import { testSettings } from '../../support/settings.js';
import { shopper, shoppers, type Shopper } from '../../support/shoppers.js';
import { changeUser } from '../../support/users.js';

const MANAGERS = '/sitemanagers/';
const RECORD = '/moderations/';

describe('those who look after the comments', () => {
  const app = testApp(testSettings(), { seed: seedMovies });

  async function administrator(): Promise<Shopper> {
    const somebody = await shopper(app);
    await changeUser(app, somebody, { role: 'administrator' });
    return somebody;
  }

  const comment = async (author: Shopper, comments: string): Promise<number> =>
    (await author.post('/usermoviecomments/', { movie: 1, comments })).json.id;

  it('are appointed and dismissed by administrators alone, from their next request on', async () => {
    const root = await administrator();
    const [somebody, author] = await shoppers(app, 2);
    const first = await comment(author!, '一');
    const second = await comment(author!, '二');
    expect((await somebody!.delete(`/usermoviecomments/${first}/`)).status).toBe(403);
    const answer = await root.post(MANAGERS, { user: somebody!.id, reason: '热心' });
    expect([answer.status, answer.json]).toMatchObject([201, { user: somebody!.id }]);
    expect((await somebody!.delete(`/usermoviecomments/${first}/`)).status).toBe(204);
    // Neither customers nor site managers appoint, dismiss or even see them.
    for (const other of [somebody!, author!]) {
      expect((await other.post(MANAGERS, { user: author!.id })).status).toBe(403);
      expect((await other.delete(`${MANAGERS}${somebody!.id}/`)).status).toBe(403);
      expect((await other.get(MANAGERS)).status).toBe(403);
      expect((await other.get(RECORD)).status).toBe(403);
    }
    expect((await root.get(MANAGERS)).json.results).toContainEqual(answer.json);
    expect((await root.delete(`${MANAGERS}${somebody!.id}/`)).status).toBe(204);
    expect((await root.delete(`${MANAGERS}${somebody!.id}/`)).status).toBe(404);
    expect((await somebody!.delete(`/usermoviecomments/${second}/`)).status).toBe(403);
  });

  it('are customers before: nobody becomes less by an appointment', async () => {
    const root = await administrator();
    const answer = await root.post(MANAGERS, { user: root.id });
    expect([answer.status, Object.keys(answer.json)]).toEqual([400, ['user']]);
    expect((await root.delete(`${MANAGERS}${root.id}/`)).status).toBe(404);
    expect((await root.get(MANAGERS)).status).toBe(200);
  });

  it('are appointed once when two administrators do so at once', async () => {
    const root = await administrator();
    const somebody = await shopper(app);
    const answers = await Promise.all(
      [1, 2, 3].map(() => root.post(MANAGERS, { user: somebody.id })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400, 400]);
    expect((await root.get(`${RECORD}?user=${somebody.id}`)).json.count).toBe(1);
    const dismissals = await Promise.all(
      [1, 2, 3].map(() => root.delete(`${MANAGERS}${somebody.id}/`)),
    );
    expect(dismissals.map(({ status }) => status).sort()).toEqual([204, 404, 404]);
    expect((await root.get(`${RECORD}?user=${somebody.id}`)).json.count).toBe(2);
  });

  it('go on record with what they do, when and why, which nobody can change', async () => {
    const root = await administrator();
    const [manager, author] = await shoppers(app, 2);
    await root.post(MANAGERS, { user: manager!.id, reason: '热心' });
    const id = await comment(author!, '广告');
    await manager!.delete(`/usermoviecomments/${id}/?reason=${encodeURIComponent('打广告')}`);
    await manager!.post('/commentbans/', { user: author!.id, reason: '屡次广告' });
    await manager!.delete(`/commentbans/${author!.id}/?reason=${encodeURIComponent('已认错')}`);
    const ofTheAuthor = `${RECORD}?user=${author!.id}`;
    const { results } = (await root.get(ofTheAuthor)).json;
    const told = results.map(({ action, actor, comment: gone, comments, reason }: any) => [
      action,
      actor,
      gone,
      comments,
      reason,
    ]);
    expect(told).toEqual([
      ['unban', manager!.id, null, '', '已认错'],
      ['ban', manager!.id, null, '', '屡次广告'],
      ['delete', manager!.id, id, '广告', '打广告'],
    ]);
    expect((await root.get(`${RECORD}?action=appoint&user=${manager!.id}`)).json.results).toEqual([
      expect.objectContaining({ actor: root.id, user: manager!.id, reason: '热心' }),
    ]);
    const entry = `${RECORD}${results[0].id}/`;
    expect((await root.get(entry)).json).toEqual(results[0]);
    for (const verb of ['PUT', 'PATCH', 'DELETE']) {
      expect((await root.request(verb, entry, { body: { reason: 'x' } })).status).toBe(405);
    }
    expect((await root.post(RECORD, {})).status).toBe(405);
  });

  it('are not recorded for what they delete of their own', async () => {
    const root = await administrator();
    const author = await shopper(app);
    const id = await comment(author, '手滑');
    expect((await author.delete(`/usermoviecomments/${id}/`)).status).toBe(204);
    expect((await root.get(`${RECORD}?user=${author.id}`)).json.count).toBe(0);
  });

  it('cannot ban administrators, and a failed deletion leaves nothing on record', async () => {
    const root = await administrator();
    const manager = await shopper(app);
    await changeUser(app, manager, { role: 'site_manager' });
    expect((await manager.post('/commentbans/', { user: root.id })).status).toBe(400);
    const long = 'x'.repeat(201);
    const author = await shopper(app);
    const id = await comment(author, '好');
    const refused = await manager.delete(`/usermoviecomments/${id}/?reason=${long}`);
    expect([refused.status, Object.keys(refused.json)]).toEqual([400, ['reason']]);
    expect((await author.get(`/usermoviecomments/${id}/`)).status).toBe(200);
    expect((await root.get(`${RECORD}?actor=${manager.id}`)).json.count).toBe(0);
  });
});
