import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module.js';
import { outdatedNode } from './config/node-version.js';
import { SettingsError } from './config/settings.js';
import { httpSettings } from './infrastructure/http/http.settings.js';
import { jobSettings } from './infrastructure/jobs/jobs.settings.js';
import { environment, loadSettings } from './settings.js';
import { createLogger, NestLogger } from './infrastructure/logging/index.js';
import { Sentry } from './infrastructure/error-reports/index.js';
import { Readiness } from './infrastructure/health/readiness.js';
import { MetricsServer } from './infrastructure/metrics/index.js';
import { stopOnSignals } from './shutdown.js';
import { failToStart } from './start-failure.js';

/** Jobs that a worker process runs at once unless told otherwise. They mostly wait for others. */
const WORKERS = '10';

/** Runs background jobs, without HTTP: `npm run worker -- [N]`, N jobs at once. */
async function start(workers = WORKERS): Promise<void> {
  // WORKERS in the environment is about the API process.
  const settings = loadSettings({ ...environment(), WORKERS: workers });
  if (settings.mode === 'embedded') {
    throw new SettingsError(
      'REDIS_URL: without it the API process runs its jobs itself, and there are none for a worker',
    );
  }
  const warning = outdatedNode();
  if (warning) process.stderr.write(`${warning}\n`);
  const logger = new NestLogger(createLogger(settings));
  const options = { logger, abortOnError: false };
  const context = await NestFactory.createApplicationContext(AppModule.forRoot(settings), options);
  const readiness = context.get(Readiness, { strict: false });
  await context.get(MetricsServer, { strict: false }).start(() => readiness.check());
  await context.get(Sentry, { strict: false }).start();
  stopOnSignals(context, { ...settings.of(httpSettings), shutdownDelay: 0 });
  logger.log(`waiting for jobs, ${settings.of(jobSettings).workers} at once`, 'Worker');
}

try {
  await start(process.argv[2]);
} catch (error) {
  failToStart(error);
}
