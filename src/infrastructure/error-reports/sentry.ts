import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import type { ErrorEvent, NodeClient } from '@sentry/node';
import { Settings, SettingsError } from '../../config/settings.js';
import { errorCode } from '../errors.js';
import { metricsSettings } from '../metrics/metrics.settings.js';
import { errorReportSettings } from './error-reports.settings.js';
import { reportTo, type Circumstances } from './report.js';

/** Milliseconds that the end of a process waits for reports to be sent. */
const LAST_REPORTS = 2_000;

/** Reports of one error are enough for a while: so many are sent in a minute, of all kinds. */
const MOST_A_MINUTE = 60;

/**
 * Reports to Sentry, or to what speaks its protocol. Of its integrations only those are used that read
 * stacks: bodies, headers, addresses, queries and breadcrumbs never leave the process.
 */
@Injectable()
export class Sentry implements OnApplicationShutdown {
  private client: NodeClient | undefined;
  private sent = 0;
  private minute = 0;

  constructor(private readonly settings: Settings) {}

  /**
   * Begins to report, if the settings say where. Processes call it that serve; commands do not.
   *
   * @throws {SettingsError} when the client is not installed
   */
  async start(): Promise<void> {
    const { dsn } = this.settings.of(errorReportSettings);
    if (dsn === undefined) return;
    const sentry = await load();
    const { release } = this.settings.of(metricsSettings);
    this.client = new sentry.NodeClient({
      dsn,
      release,
      environment: this.settings.nodeEnv,
      includeServerName: false,
      beforeSend: withoutValues,
      sendClientReports: false,
      integrations: [sentry.linkedErrorsIntegration(), sentry.contextLinesIntegration()],
      transport: sentry.makeNodeTransport,
      stackParser: sentry.defaultStackParser,
    });
    this.client.init();
    const { client } = this;
    reportTo((error, circumstances) => {
      if (!this.mayReport()) return;
      client.captureException(error, {}, scopeOf(new sentry.Scope(), circumstances));
    });
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.client) return;
    reportTo(undefined);
    await this.client.close(LAST_REPORTS);
  }

  /** An outage must not become one of the tracker too. */
  private mayReport(): boolean {
    const minute = Math.floor(performance.now() / 60_000);
    if (minute !== this.minute) this.sent = 0;
    this.minute = minute;
    this.sent += 1;
    return this.sent <= MOST_A_MINUTE;
  }
}

type SentryModule = typeof import('@sentry/node');
type Scope = InstanceType<SentryModule['Scope']>;

function scopeOf(scope: Scope, { what, requestId, userId }: Circumstances): Scope {
  scope.setTransactionName(what);
  if (requestId !== undefined) scope.setTag('request_id', requestId);
  if (userId !== undefined) scope.setUser({ id: userId });
  return scope;
}

/** What messages of errors quote, addresses and long numbers: the values of somebody. */
const VALUES = /'(?:[^'\\]|\\.)*'|[^\s'"]+@[^\s'",]+|\d{6,}/g;

/** Messages keep their words, which tell one error from another, and lose their values. */
function withoutValues(event: ErrorEvent): ErrorEvent {
  for (const exception of event.exception?.values ?? []) {
    exception.value = exception.value?.replaceAll(VALUES, (value) =>
      value.startsWith("'") ? "'…'" : '…',
    );
  }
  return event;
}

async function load(): Promise<SentryModule> {
  try {
    return await import('@sentry/node');
  } catch (error) {
    if (errorCode(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new SettingsError('SENTRY_DSN: npm install @sentry/node, which it needs');
  }
}
