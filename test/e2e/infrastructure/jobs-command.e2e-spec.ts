import { beforeAll, describe, expect, it } from 'vitest';
import { smsSettings } from '../../../src/infrastructure/sms/sms.settings.js';
import { jobsCommand } from '../../../src/cli/jobs-command.js';
import { JobFailed, PermanentError } from '../../../src/infrastructure/jobs/index.js';
import { SEND_SMS } from '../../../src/infrastructure/sms/index.js';
import { fakeYunpian, REFUSED } from '../../support/fake-yunpian.js';
import { jobProcess } from '../../support/jobs.js';
import { outputs } from '../../support/outputs.js';
import { testSettings } from '../../support/settings.js';

const SMS = { mobile: '13800138000', text: 'code 1234' };

describe('npm run jobs', () => {
  const yunpian = fakeYunpian();
  const settings = testSettings({ SMS_PROVIDER: 'yunpian', YUNPIAN_API_KEY: 'the key' });

  beforeAll(() => Object.assign(settings.of(smsSettings), { yunpianBaseUrl: yunpian.url }));

  /** A job that has failed for good, in a process that has ended. */
  async function failedJob(): Promise<string> {
    const { queue, context } = await jobProcess(settings, (workers) =>
      workers.register(SEND_SMS, async () => {
        throw new PermanentError('no contract with a provider');
      }),
    );
    const job = await queue.enqueue(SEND_SMS, SMS);
    await expect(job.finished(5)).rejects.toThrow(JobFailed);
    await context.close();
    return job.id;
  }

  async function run(...args: string[]) {
    const { out, err } = outputs();
    const code = await jobsCommand(args, () => settings, { out, err });
    return { code, out: out.text, err: err.text };
  }

  it('lists failed jobs, without what they may hold of secrets', async () => {
    const id = await failedJob();
    const { code, out } = await run('failed');
    expect(code).toBe(0);
    expect(out).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z {2}send-sms-/);
    expect(out).toContain(`${id}  1 try  no contract with a provider\n`);
    expect(out).not.toContain('1234');
    expect((await run('failed', '--payload')).out).toContain(`  ${JSON.stringify(SMS)}\n`);
  });

  it('does a failed job again, and says so when it fails again', async () => {
    const id = await failedJob();
    yunpian.answer = REFUSED;
    const refused = await run('retry', id);
    expect(refused).toMatchObject({ code: 1, err: '' });
    expect(refused.out).toMatch(`${id}  failed again: 验证码类短信`);
    yunpian.reset();
    expect(await run('retry', id)).toEqual({ code: 0, out: `${id}  done\n`, err: '' });
    expect(yunpian.requests).toHaveLength(1);
  });

  it('does all failed jobs again', async () => {
    const ids = [await failedJob(), await failedJob()];
    const { code, out } = await run('retry', 'all');
    expect(code).toBe(0);
    for (const id of ids) expect(out).toContain(`${id}  done\n`);
    expect(await run('failed')).toEqual({ code: 0, out: 'no failed jobs\n', err: '' });
  });

  it('complains about a job that has not failed', async () => {
    const unknown = { code: 1, out: '', err: 'no failed job send-sms-x\n' };
    expect(await run('retry', 'send-sms-x')).toEqual(unknown);
  });

  it.each([[[]], [['retry']], [['failed', 'x']], [['destroy']]])(
    'explains itself to the caller of `jobs %s`',
    async (args) => {
      expect(await run(...args)).toMatchObject({ code: 2, err: expect.stringContaining('Usage') });
    },
  );
});
