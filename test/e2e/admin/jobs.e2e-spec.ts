import { describe, expect, it } from 'vitest';
import { defineJob, JobQueue, JobWorkers } from '../../../src/infrastructure/jobs/index.js';
import { PermanentError } from '../../../src/infrastructure/jobs/job-errors.js';
import { administrator, clerk } from '../../support/admin.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const SOMETHING = defineJob<{ number: number }>('something', { attempts: 1 });

let isBroken = true;
let done = 0;

const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }), {
  seed: (started) => {
    started.nest.get(JobWorkers, { strict: false }).register(SOMETHING, () => {
      if (isBroken) throw new PermanentError('the printer is on fire');
      done += 1;
      return Promise.resolve();
    });
    return Promise.resolve();
  },
});

describe('failed jobs in the back office', () => {
  it('tell administrators why, and get another try', async () => {
    const boss = await administrator(app);
    const queue = app.nest.get(JobQueue, { strict: false });
    const { id } = await queue.enqueue(SOMETHING, { number: 1 });
    const path = '/admin/api/jobs/';
    await until(async () => (await boss.get(path)).json.count === 1, 15_000);
    const { json } = await boss.get(path);
    expect(json.results[0]).toMatchObject({
      id,
      name: 'something',
      attempts: 1,
      error: 'the printer is on fire',
    });
    isBroken = false;
    const retried = await boss.send('POST', `${path}actions/retry/`, { ids: [id, 'no-such-job'] });
    expect([retried.status, retried.json.done]).toEqual([200, 1]);
    await until(() => done === 1, 15_000);
    expect((await boss.get(path)).json.count).toBe(0);
    const { results } = (await boss.get('/admin/api/log-entries/?search=jobs')).json;
    expect(results[0]).toMatchObject({ action: 'retry', object_label: id });
  });

  it('are nobody else’s', async () => {
    const staff = await clerk(app, 'goods.view_goods');
    expect((await staff.get('/admin/api/jobs/')).status).toBe(403);
    const names = (await staff.get('/admin/api/')).json.resources.map(
      ({ name }: { name: string }) => name,
    );
    expect(names).toEqual(['goods']);
  });
});
