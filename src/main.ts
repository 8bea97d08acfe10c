import { createApplication, httpConnections } from './application.js';
import { httpSettings } from './infrastructure/http/http.settings.js';
import { paymentSettings } from './payments/payments.settings.js';
import { loadSettings } from './settings.js';
import { namesOfOneMachine } from './config/names-of-one-machine.js';
import { outdatedNode } from './config/node-version.js';
import {
  BoxOfficeDemo,
  DEMO_PASSWORD,
  DEMO_USERS,
} from './demo/box-office/box-office-demo.service.js';
import { DemoAdministrator } from './demo/administrator.js';
import { ScreeningsAhead } from './demo/box-office/screenings-ahead.js';
import { SEATS_PATH } from './demo/seats-page.js';
import { DemoService } from './demo/demo.service.js';
import { Readiness } from './infrastructure/health/readiness.js';
import { Sentry } from './infrastructure/error-reports/index.js';
import { MetricsServer } from './infrastructure/metrics/index.js';
import { SandboxHost } from './sandbox/alipay/sandbox-host.js';
import { stopOnSignals } from './shutdown.js';
import { failToStart } from './start-failure.js';

/** Starts the API and says where it is. */
async function start(): Promise<void> {
  const settings = loadSettings();
  for (const warning of [outdatedNode(), namesOfOneMachine(settings)]) {
    if (warning) process.stderr.write(`${warning}\n`);
  }
  const connections = httpConnections(settings);
  const app = await createApplication(settings, undefined, connections);
  await app.get(MetricsServer, { strict: false }).start();
  await app.get(Sentry, { strict: false }).start();
  await app.get(DemoService).loadIfEmpty();
  await app.listen(settings.port, settings.host);
  stopOnSignals(app, settings.of(httpSettings), {
    drain: () => {
      app.get(Readiness, { strict: false }).leave();
      connections.drain();
    },
    turnAway: () => connections.turnAway(),
    cut: () => connections.cut(),
  });
  const { port } = app.getHttpServer().address() as { port: number };
  const host = ['0.0.0.0', '::'].includes(settings.host) ? 'localhost' : settings.host;
  const url = `http://${host}:${port}`;
  const account = await app.get(DemoAdministrator).createIfMissing();
  const backOffice = account
    ? `  Back office  ${url}/admin/ (${account.username}, password ${account.password})\n`
    : '';
  const hasSandbox = await app.get(SandboxHost, { strict: false }).start();
  const sandbox = hasSandbox
    ? `  Payments  ${settings.of(paymentSettings).sandboxUrl}/ (sandbox)\n`
    : '';
  const who = `(${DEMO_USERS.join(' or ')}, password ${DEMO_PASSWORD})`;
  const seats = settings.isDemo ? `  Tickets   ${url}${SEATS_PATH} ${who}\n` : '';
  process.stdout.write(
    `\n  Shop API  ${url}/\n  API docs  ${url}/docs/\n${seats}${backOffice}${sandbox}\n`,
  );
  await app.get(BoxOfficeDemo).loadIfEmpty();
  app.get(ScreeningsAhead).start();
}

try {
  await start();
} catch (error) {
  failToStart(error);
}
