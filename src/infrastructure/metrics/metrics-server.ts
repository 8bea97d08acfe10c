import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Settings, SettingsError } from '../../config/settings.js';
import { asError } from '../errors.js';
import type { Exposition } from './exposition.js';
import { Gauges } from './gauges.js';
import { defineGauge } from './metric.js';
import { metricsSettings } from './metrics.settings.js';

/** Milliseconds that a request may take to come. */
const REQUEST_TIMEOUT = 5_000;
/** Connections at once. */
const CONNECTIONS = 16;

const BUILD = defineGauge('build_info', 'What runs here; always 1.', ['version', 'node']);

/** `GET /metrics` on a port of its own, for whoever may reach that. */
@Injectable()
export class MetricsServer implements OnApplicationShutdown {
  private server: Server | undefined;
  private exposition: Exposition | undefined;
  private reading: Promise<string> | undefined;
  private ready: (() => Promise<{ readonly status: string }>) | undefined;

  constructor(
    private readonly settings: Settings,
    private readonly gauges: Gauges,
  ) {}

  /**
   * Begins to count and to tell, unless the settings say otherwise. Processes call it that serve;
   * commands do not.
   *
   * @param ready asked by `GET /readyz` on that port, for processes that have no other: whether the
   *   process can work, and why
   * @throws {SettingsError} when the port cannot be had
   */
  async start(ready?: () => Promise<{ readonly status: string }>): Promise<void> {
    this.ready = ready;
    const { host, port, release } = this.settings.of(metricsSettings);
    if (port === undefined) return;
    const labels = { version: release, node: process.versions.node };
    this.gauges.register(BUILD, () => [{ labels, value: 1 }]);
    // Loaded here, so that processes which tell nothing do not pay for it.
    const { Exposition } = await import('./exposition.js');
    this.exposition = new Exposition(this.gauges);
    this.server = createServer(
      { requestTimeout: REQUEST_TIMEOUT, headersTimeout: REQUEST_TIMEOUT },
      (request, response) => void this.answer(request, response),
    );
    this.server.maxConnections = CONNECTIONS;
    try {
      this.server.listen(port, host);
      await once(this.server, 'listening');
    } catch (error) {
      throw new SettingsError(`METRICS_PORT: ${asError(error).message}`);
    }
    this.server.unref();
  }

  onApplicationShutdown(): void {
    this.server?.close();
    this.server?.closeAllConnections();
    this.exposition?.close();
  }

  private async answer({ method, url }: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = method === 'GET' || method === 'HEAD' ? url?.split('?', 1)[0] : undefined;
    if (path === '/metrics') await this.tell(response);
    else if (path === '/readyz' && this.ready) await tellReadiness(this.ready, response);
    else response.writeHead(404).end();
  }

  private async tell(response: ServerResponse): Promise<void> {
    try {
      // Those who ask at once are told the same.
      this.reading ??= this.exposition!.text().finally(() => (this.reading = undefined));
      const text = await this.reading;
      response.writeHead(200, { 'Content-Type': this.exposition!.contentType }).end(text);
    } catch (error) {
      response.writeHead(500).end(asError(error).message);
    }
  }
}

async function tellReadiness(
  ready: () => Promise<{ readonly status: string }>,
  response: ServerResponse,
): Promise<void> {
  const report = await ready();
  const headers = { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' };
  response.writeHead(report.status === 'failing' ? 503 : 200, headers).end(JSON.stringify(report));
}
