import { parseArgs } from 'node:util';
import { AppModule } from '../app.module.js';
import type { Settings } from '../config/settings.js';
import {
  type EnqueuedJob,
  type FailedJob,
  JobFailed,
  JobQueue,
} from '../infrastructure/jobs/index.js';
import type { Output } from './output.js';
import { withShop } from './shop-context.js';

const USAGE = `Usage: npm run jobs -- failed [--payload]
       npm run jobs -- retry ID|all
Lists the background jobs that have failed for good, the latest first, or gives them another
chance. Payloads may hold secrets and are shown only with --payload.
`;
/** Seconds that retried jobs are waited for. */
const PATIENCE = 10;

/**
 * Shows or retries failed jobs.
 *
 * @returns the exit code: 1 when a job is unknown or has failed again, 2 for a wrong call
 */
export async function jobsCommand(
  args: string[],
  settings: () => Settings,
  { out, err }: Output,
): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', default: false },
      payload: { type: 'boolean', default: false },
    },
  });
  const [command, id] = positionals;
  const isCall =
    (command === 'failed' && positionals.length === 1) ||
    (command === 'retry' && positionals.length === 2);
  if (values.help || !isCall) {
    (values.help ? out : err).write(USAGE);
    return values.help ? 0 : 2;
  }
  return withShop(AppModule.forRoot(settings()), async (shop) => {
    const queue = shop.get(JobQueue);
    if (id !== undefined) return retry(queue, id, { out, err });
    const jobs = await queue.failed();
    out.write(jobs.length > 0 ? list(jobs, values.payload) : 'no failed jobs\n');
    return 0;
  });
}

function list(jobs: FailedJob[], withPayload: boolean): string {
  return jobs
    .map(({ id, attempts, failedAt, reason, payload }) => {
      const tries = attempts === 1 ? '1 try' : `${attempts} tries`;
      const line = `${failedAt.toISOString()}  ${id}  ${tries}  ${reason}\n`;
      return withPayload ? `${line}  ${JSON.stringify(payload)}\n` : line;
    })
    .join('');
}

async function retry(queue: JobQueue, wanted: string, { out, err }: Output): Promise<number> {
  const ids = wanted === 'all' ? (await queue.failed()).map(({ id }) => id) : [wanted];
  let code = 0;
  const retried: EnqueuedJob[] = [];
  for (const id of ids) {
    const job = await queue.retry(id);
    if (job) retried.push(job);
    else err.write(`no failed job ${id}\n`);
    if (!job) code = 1;
  }
  await Promise.all(
    retried.map(async (job) => {
      const result = await resultOf(job);
      if (result.startsWith('failed')) code = 1;
      out.write(`${job.id}  ${result}\n`);
    }),
  );
  return code;
}

async function resultOf(job: EnqueuedJob): Promise<string> {
  try {
    return await job.finished(PATIENCE);
  } catch (error) {
    if (error instanceof JobFailed) return `failed again: ${error.message}`;
    throw error;
  }
}
