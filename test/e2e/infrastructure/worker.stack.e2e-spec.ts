import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runMigrations } from '../../../src/infrastructure/database/migrate.js';
import { SEND_SMS } from '../../../src/infrastructure/sms/index.js';
import { fakeYunpian } from '../../support/fake-yunpian.js';
import { freePort } from '../../support/free-port.js';
import { jobProcess } from '../../support/jobs.js';
import { testSettings } from '../../support/settings.js';
import { until } from '../../support/until.js';

const SMS = { mobile: '13800138000', text: '您的验证码是123456' };

describe('npm run worker', () => {
  const yunpian = fakeYunpian();
  const settings = testSettings({ WORKERS: '0' });

  beforeAll(() => runMigrations(settings));
  beforeEach(() => yunpian.reset());

  /** A worker process of the whole shop; resolves when it says that it is ready. */
  async function startWorker(variables: Record<string, string> = {}): Promise<ChildProcess> {
    const worker = spawn('node', ['test/support/run-source.mjs', 'src/worker.ts', '2'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        PATH: process.env.PATH,
        TEST_BUILD: process.env.TEST_BUILD,
        NODE_ENV: 'test',
        DATA_DIR: settings.dataDir,
        DATABASE_URL: settings.databaseUrl,
        SECRET_KEY: settings.secretKey,
        REDIS_URL: settings.redisUrl,
        REDIS_PREFIX: settings.redisPrefix,
        // The API process of this shop runs no jobs.
        WORKERS: '0',
        SMS_PROVIDER: 'yunpian',
        YUNPIAN_API_KEY: 'the key',
        YUNPIAN_BASE_URL: yunpian.url,
        ...variables,
      },
    });
    onTestFinished(() => void worker.kill('SIGKILL'));
    let log = '';
    worker.stdout.on('data', (chunk: Buffer) => {
      log += chunk.toString();
    });
    await until(() => log.includes('waiting for jobs, 2 at once'), 40_000);
    return worker;
  }

  /** A process that only hands over. */
  async function api() {
    const process = await jobProcess(settings);
    onTestFinished(() => process.context.close());
    return process;
  }

  it('does what other processes hand over, and finishes it when told to stop', async () => {
    const { queue } = await api();
    const worker = await startWorker();
    yunpian.answer = 'slow';
    const job = await queue.enqueue(SEND_SMS, SMS);
    await until(() => yunpian.requests.length === 1);
    worker.kill('SIGTERM');
    expect(await job.finished(5)).toBe('done');
    const [code, signal] = (await once(worker, 'exit')) as [number | null, string | null];
    expect([code, signal]).toEqual([null, 'SIGTERM']);
    expect(yunpian.requests).toHaveLength(1);
  });

  it('tells what it has done, on a port of its own', async () => {
    const port = String(await freePort());
    const { queue } = await api();
    await startWorker({ METRICS_PORT: port });
    const job = await queue.enqueue(SEND_SMS, SMS);
    expect(await job.finished(5)).toBe('done');
    const metrics = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
    expect(metrics).toContain('jobs_total{name="send-sms",outcome="done"} 1');
    expect(metrics).toContain('sms_sent_total{outcome="sent"} 1');
    expect(metrics).toContain('redis_up 1');
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    expect(ready.status).toBe(200);
    const report: unknown = await ready.json();
    expect(report).toMatchObject({ status: 'ok', checks: { database: 'ok', redis: 'ok' } });
  }, 60_000);

  it('takes over the job of a worker that was killed in the middle of it', async () => {
    const { queue } = await api();
    const victim = await startWorker();
    yunpian.answer = 'silence';
    const job = await queue.enqueue(SEND_SMS, SMS);
    await until(() => yunpian.requests.length === 1);
    victim.kill('SIGKILL');
    await once(victim, 'exit');
    yunpian.reset();

    await startWorker();
    expect(await job.finished(25)).toBe('done');
    expect(yunpian.requests.map(({ fields }) => fields.text)).toEqual([SMS.text]);
    expect(await queue.failed()).toEqual([]);
  }, 60_000);
});
