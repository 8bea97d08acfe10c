import { randomUUID } from 'node:crypto';
import { describe, expect, it, onTestFinished } from 'vitest';
import { AdminTask, AdminTaskPart } from '../../../src/admin/tasks/admin-task.entity.js';
import { AdminTasks } from '../../../src/admin/tasks/admin-tasks.js';
import { TaskContents } from '../../../src/admin/tasks/task-contents.js';
import { SILENCE, TaskKeeper } from '../../../src/admin/tasks/task-keeper.js';
import { RUN_TASK, type TaskWork } from '../../../src/admin/tasks/task-work.js';
import { createApplication } from '../../../src/application.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { JobWorkers } from '../../../src/infrastructure/jobs/index.js';
import { administrator, type Clerk } from '../../support/admin.js';
import { TestApp, testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { startServer } from '../../support/server-process.js';
import { testMode, testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';
import { changeUser } from '../../support/users.js';

describe('a task whose process is killed', () => {
  const settings = testSettings({ THROTTLE_LOGIN: '10000/minute' });
  const ROWS = 6_000;

  /** Goods with names that say which file they are of, so large that reading takes its time. */
  function file(): FormData {
    const rest = `c010,${'好'.repeat(100)},12.50,20.00,goods/new.jpg`;
    const lines = Array.from({ length: ROWS }, (_, index) => `KILL${index},从文件${index},${rest}`);
    const csv = ['sn,name,category,brief,shop_price,market_price,front_image', ...lines].join('\n');
    const body = new FormData();
    body.append('file', new Blob([csv]), 'goods.csv');
    return body;
  }

  async function inThisProcess(app: TestApp): Promise<void> {
    app.nest = await createApplication(settings);
    await app.nest.listen(0, '127.0.0.1');
    const { port } = app.nest.getHttpServer().address() as { port: number };
    app.url = `http://127.0.0.1:${port}`;
  }

  it('goes on in another one, and is done once', async () => {
    const app = new TestApp();
    await inThisProcess(app);
    await seedCatalogue(app);
    const browser = await administrator(app);
    await app.nest.close();

    const victim = await startServer(settings);
    app.url = victim.url;
    const { json } = await browser.send('POST', '/admin/api/goods/import/', file());
    const path = `/admin/api/tasks/${json.task}/`;
    await until(async () => (await browser.get(path)).json.done > 0, 30_000);
    await victim.kill();

    await inThisProcess(app);
    onTestFinished(() => app.nest.close());
    const { state, done } = (await browser.get(path)).json;
    expect(state).toBe('running');
    expect(done).toBeGreaterThan(0);
    expect(done).toBeLessThan(ROWS);
    // The queue of the stack mode sees by itself that a worker has died.
    if (testMode === 'embedded') {
      await app.nest.get(TaskKeeper, { strict: false }).sweep(Date.now() + 2 * SILENCE);
    }
    await until(async () => (await browser.get(path)).json.state === 'done', 90_000);
    expect((await browser.get(path)).json).toMatchObject({ done: ROWS, total: ROWS, errors: [] });
    const { manager } = app.dataSource;
    expect(await manager.countBy(Goods, { name: '从文件0' })).toBe(1);
    expect(await manager.count(AdminTaskPart)).toBe(0);
    const history = (await browser.get('/admin/api/history/')).json.results;
    expect(history.filter(({ action }: { action: string }) => action === 'import')).toHaveLength(1);
  }, 180_000);
});

describe('a task', () => {
  const app = testApp(testSettings({ THROTTLE_LOGIN: '10000/minute' }), { seed: seedCatalogue });

  const of = <T>(kind: new (...parameters: any[]) => T): T => app.nest.get(kind, { strict: false });

  /** One that no queue knows. */
  async function stored({ user }: Clerk, given: Partial<AdminTask>, work?: TaskWork) {
    const id = randomUUID();
    const row = { id, userId: user.id, resource: 'goods', action: 'stock', errors: [] };
    await app.unitOfWork.run(async ({ manager }) => {
      await manager.insert(AdminTask, { ...row, createdAt: new Date(), ...given });
      if (work) {
        const bytes = Buffer.from(JSON.stringify(work));
        await of(TaskContents).keep(manager, id, 'work', bytes);
      }
    });
    return id;
  }

  const begin = (task: string) =>
    of(JobWorkers).run({ task }, { id: `admin-task-${task}`, name: RUN_TASK.name, attempt: 1 });

  function onMoreStock({ user }: Clerk, ids: number[]): TaskWork {
    const kept = {
      userId: user.id,
      language: 'en',
      protocol: 'http',
      host: 'localhost',
      query: '',
    };
    return { kind: 'action', kept, ids, values: { pieces: 1 } };
  }

  async function stocks(): Promise<Map<number, number>> {
    const rows = await app.dataSource.manager.find(Goods, { select: { id: true, stock: true } });
    return new Map(rows.map(({ id, stock }) => [id, stock]));
  }

  it('that two processes do at the same time is done once to each row', async () => {
    const browser = await administrator(app);
    const before = await stocks();
    const task = await stored(browser, {}, onMoreStock(browser, [...before.keys()]));
    await Promise.all([begin(task), begin(task)]);
    await until(async () => (await of(AdminTasks).find(task))!.state === 'done');
    const after = await stocks();
    expect([...after]).toEqual([...before].map(([id, stock]) => [id, stock + 1]));
  });

  it('goes on behind the rows that are done', async () => {
    const browser = await administrator(app);
    const before = await stocks();
    const [first, ...others] = [...before.keys()].sort((a, b) => a - b);
    const begun = { state: 'running', tries: 1, cursor: first, done: 1 } as const;
    const task = await stored(browser, begun, onMoreStock(browser, [first!, ...others]));
    await begin(task);
    const after = await stocks();
    expect(after.get(first!)).toBe(before.get(first!));
    for (const id of others) expect(after.get(id)).toBe(before.get(id)! + 1);
    expect((await browser.get(`/admin/api/tasks/${task}/`)).json.done).toBe(before.size);
  });

  it('of somebody who may not sign in any more is not done', async () => {
    const browser = await administrator(app);
    const [id, stock] = [...(await stocks())][0]!;
    const task = await stored(browser, {}, onMoreStock(browser, [id]));
    await changeUser(app, browser.user, { isActive: false });
    await begin(task);
    expect(await of(AdminTasks).find(task)).toMatchObject({
      state: 'failed',
      message: expect.stringContaining('sign in'),
    });
    expect((await stocks()).get(id)).toBe(stock);
  });

  it('that ends every process it is begun in is a failed one, and says what is done', async () => {
    const browser = await administrator(app);
    const work = onMoreStock(browser, [1, 2]);
    const dying = { state: 'running', tries: 3, done: 40, aliveAt: new Date(0) } as const;
    const task = await stored(browser, dying, work);
    await of(TaskKeeper).sweep();
    const { json } = await browser.get(`/admin/api/tasks/${task}/`);
    expect(json).toMatchObject({ state: 'failed', message: expect.stringContaining('40 rows') });
    const unknown = await stored(browser, { state: 'running' });
    await of(TaskKeeper).sweep();
    const { state, message } = (await browser.get(`/admin/api/tasks/${unknown}/`)).json;
    expect([state, message]).toEqual(['failed', expect.stringMatching(/./)]);
  });

  it('that the queue has lost is handed to it again', async () => {
    const browser = await administrator(app);
    const [id, stock] = [...(await stocks())][0]!;
    const lost = { aliveAt: new Date(Date.now() - 2 * SILENCE) };
    const task = await stored(browser, lost, onMoreStock(browser, [id]));
    await of(TaskKeeper).sweep();
    await until(async () => (await of(AdminTasks).find(task))!.state === 'done', 15_000);
    expect((await stocks()).get(id)).toBe(stock + 1);
  });

  it('keeps no more of what is wrong than its row holds', async () => {
    const browser = await administrator(app);
    const task = await stored(browser, { state: 'running', aliveAt: new Date() });
    const tasks = of(AdminTasks);
    for (let row = 1; row <= 60; row += 1) {
      const error = { row, message: '错'.repeat(900) };
      await app.unitOfWork.run(({ manager }) => tasks.addError(manager, task, error));
    }
    const { errors } = (await browser.get(`/admin/api/tasks/${task}/`)).json;
    expect(errors[0].message).toHaveLength(500);
    expect(errors.length).toBeGreaterThan(30);
    expect(Buffer.byteLength(JSON.stringify(errors))).toBeLessThan(65_535);
  });

  it('of long ago is forgotten with all that is kept of it', async () => {
    const browser = await administrator(app);
    const old = { createdAt: new Date(Date.now() - 31 * 86_400_000), state: 'failed' } as const;
    const task = await stored(browser, old, onMoreStock(browser, [1]));
    await of(TaskKeeper).sweep();
    expect(await of(AdminTasks).find(task)).toBeNull();
    expect(await app.dataSource.manager.countBy(AdminTaskPart, { taskId: task })).toBe(0);
  });
});
