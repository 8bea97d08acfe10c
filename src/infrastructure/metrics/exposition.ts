import { setTimeout as delay } from 'node:timers/promises';
import * as prometheus from 'prom-client';
import type { Gauges, Look } from './gauges.js';
import { declaredMetrics, type Metric, type Sink } from './metric.js';

/** Milliseconds that looking at one gauge may take. */
const PATIENCE = 1_000;

/**
 * All metrics as Prometheus reads them: the declared ones, and those of the process and of Node that
 * prom-client knows. Only loaded where somebody reads.
 */
export class Exposition {
  private readonly registry = new prometheus.Registry();

  constructor(private readonly gauges: Gauges) {
    prometheus.collectDefaultMetrics({ register: this.registry });
    for (const metric of declaredMetrics()) this.expose(metric);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** From now on nothing is counted. */
  close(): void {
    for (const metric of declaredMetrics()) metric.sendTo(undefined);
    this.registry.clear();
  }

  private expose(metric: Metric): void {
    const { kind, name, help, labels, buckets, values = [] } = metric.declaration;
    const options = { name, help, labelNames: labels, registers: [this.registry] };
    switch (kind) {
      case 'counter': {
        const counter = new prometheus.Counter(options);
        for (const value of values) counter.inc({ [labels[0]!]: value }, 0);
        metric.sendTo(counterSink(counter));
        break;
      }
      case 'histogram':
        metric.sendTo(
          histogramSink(new prometheus.Histogram({ ...options, buckets: [...buckets!] })),
        );
        break;
      case 'gauge':
        exposeGauge(options, () => this.gauges.lookOf(metric)?.() ?? []);
    }
  }
}

function counterSink(counter: prometheus.Counter): Sink {
  return { add: (values, by) => counter.inc(values, by) };
}

function histogramSink(histogram: prometheus.Histogram): Sink {
  return { add: (values, seconds) => histogram.observe(values, seconds) };
}

function exposeGauge(options: prometheus.GaugeConfiguration<string>, look: Look<string>): void {
  const gauge: prometheus.Gauge = new prometheus.Gauge({
    ...options,
    async collect() {
      // What is not known now is not told, rather than what was true once.
      gauge.reset();
      if (options.labelNames?.length === 0) gauge.remove();
      const samples = await inTime(look);
      if (typeof samples === 'number') gauge.set(samples);
      else for (const { labels, value } of samples) gauge.set(labels, value);
    },
  });
}

/** What the look finds; nothing when it fails or takes too long. */
async function inTime(look: Look<string>): Promise<Awaited<ReturnType<Look<string>>>> {
  const cancel = new AbortController();
  const timeout = delay(PATIENCE, [], { signal: cancel.signal });
  try {
    return await Promise.race([look(), timeout]);
  } catch {
    return [];
  } finally {
    timeout.catch(() => undefined);
    cancel.abort();
  }
}
