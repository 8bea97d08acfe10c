import { beforeAll, expect, it, vi } from 'vitest';
import {
  defineJob,
  JobOutbox,
  JobQueue,
  JobWorkers,
  outgoing,
} from '../../../src/infrastructure/jobs/index.js';
import { OutboxJob } from '../../../src/infrastructure/jobs/job-outbox.entity.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const LETTER = defineJob<{ to: string }>('post-a-letter', { attempts: 1 });

const app = testApp(testSettings({ WORKERS: '1' }));
const posted: string[] = [];

beforeAll(() => {
  app.nest.get(JobWorkers, { strict: false }).register(LETTER, async ({ to }) => {
    posted.push(to);
  });
});

it('a job is not done again when its process dies before it has deleted its row', async () => {
  const outbox = app.nest.get(JobOutbox, { strict: false });
  const queue = app.nest.get(JobQueue, { strict: false });
  const write = (to: string) =>
    app.unitOfWork.run((tx) => outbox.add(tx, outgoing(LETTER, { to })));
  const away = vi.spyOn(queue, 'enqueue').mockRejectedValue(new Error('no queue'));
  await write('Ann');
  away.mockRestore();
  const row = await app.dataSource.manager.findOneByOrFail(OutboxJob, { name: LETTER.name });
  const due = row.dueAt.getTime() + 1_000;
  expect(await outbox.sweep(due)).toBe(1);
  await until(() => posted.length === 1);
  await until(async () => (await queue.counts()).active === 0);
  // As the dead process has left it.
  await app.unitOfWork.run(({ manager }) => manager.insert(OutboxJob, row));
  expect(await outbox.sweep(due)).toBe(1);
  expect(await app.dataSource.manager.count(OutboxJob)).toBe(0);
  await write('Bob');
  await until(() => posted.includes('Bob'));
  expect(posted).toEqual(['Ann', 'Bob']);
});
