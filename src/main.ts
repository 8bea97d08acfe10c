import { createApplication, httpConnections } from './application.js';
import { loadSettings, SettingsError } from './config/settings.js';
import { namesOfOneMachine } from './config/payment-settings.js';
import { DatabaseError } from './infrastructure/database/database-error.js';
import {
  BoxOfficeDemo,
  DEMO_PASSWORD,
  DEMO_USERS,
} from './demo/box-office/box-office-demo.service.js';
import { ScreeningsAhead } from './demo/box-office/screenings-ahead.js';
import { SEATS_PATH } from './demo/seats-page.js';
import { DemoService } from './demo/demo.service.js';
import { Readiness } from './infrastructure/health/readiness.js';
import { SandboxHost } from './sandbox/alipay/sandbox-host.js';
import { stopOnSignals } from './shutdown.js';
import { asError } from './infrastructure/errors.js';

/** Starts the API and says where it is. */
async function start(): Promise<void> {
  const settings = loadSettings();
  const warning = namesOfOneMachine(settings.payments);
  if (warning) process.stderr.write(`${warning}\n`);
  const connections = httpConnections(settings);
  const app = await createApplication(settings, undefined, connections);
  await app.get(DemoService).loadIfEmpty();
  await app.listen(settings.port, settings.host);
  stopOnSignals(app, settings.process, {
    drain: () => {
      app.get(Readiness, { strict: false }).leave();
      connections.drain();
    },
    cut: () => connections.cut(),
  });
  const { port } = app.getHttpServer().address() as { port: number };
  const host = ['0.0.0.0', '::'].includes(settings.host) ? 'localhost' : settings.host;
  const url = `http://${host}:${port}`;
  const hasSandbox = await app.get(SandboxHost, { strict: false }).start();
  const sandbox = hasSandbox ? `  Payments  ${settings.payments.sandboxUrl}/ (sandbox)\n` : '';
  const who = `(${DEMO_USERS.join(' or ')}, password ${DEMO_PASSWORD})`;
  const seats = settings.isDemo ? `  Tickets   ${url}${SEATS_PATH} ${who}\n` : '';
  process.stdout.write(`\n  Shop API  ${url}/\n  API docs  ${url}/docs/\n${seats}${sandbox}\n`);
  await app.get(BoxOfficeDemo).loadIfEmpty();
  app.get(ScreeningsAhead).start();
}

try {
  await start();
} catch (error) {
  const isExpected = error instanceof SettingsError || error instanceof DatabaseError;
  process.stderr.write(`${isExpected ? error.message : (asError(error).stack ?? String(error))}\n`);
  process.exit(1);
}
