/** Values of a metric's labels. Few of each: every combination is a series of its own. */
export type Labels<L extends string> = Readonly<Record<L, string | number>>;

/** Takes what is counted or measured. */
export interface Sink {
  add(labels: Labels<string>, value: number): void;
}

/** What an exporter has to know. */
export interface Declaration {
  readonly kind: 'counter' | 'histogram' | 'gauge';
  /** As Prometheus calls it. */
  readonly name: string;
  /** One sentence. */
  readonly help: string;
  readonly labels: readonly string[];
  /** Upper bounds of a histogram's buckets, in seconds. */
  readonly buckets?: readonly number[];
  /** Of a counter with one label: its values that are told as 0 from the start. */
  readonly values?: readonly string[];
}

const declared: Metric[] = [];

/** All metrics of the modules that are loaded. */
export function declaredMetrics(): readonly Metric[] {
  return declared;
}

/**
 * Something that is told of this process. Declared once, beside the code that counts; whoever
 * exports it gives it a sink. Without one, counting does nothing.
 */
export abstract class Metric {
  protected sink: Sink | undefined;

  constructor(readonly declaration: Declaration) {
    declared.push(this);
  }

  /** From now on, what is counted goes there; undefined: nowhere. */
  sendTo(sink: Sink | undefined): void {
    this.sink = sink;
  }
}

/** How often something has happened. */
export class Counter<L extends string> extends Metric {
  count(labels: Labels<L>, by = 1): void {
    this.sink?.add(labels, by);
  }
}

/** How long something has taken. */
export class Histogram<L extends string> extends Metric {
  /** Whether anybody wants to know, for what costs something to measure. */
  get isWanted(): boolean {
    return this.sink !== undefined;
  }

  observe(labels: Labels<L>, seconds: number): void {
    this.sink?.add(labels, seconds);
  }
}

/** How much there is of something now; see `Gauges`, which know where to look. */
export class Gauge<L extends string> extends Metric {
  /** Never set: it ties the labels to the gauge. */
  readonly labelsOfIt?: L;
}

/**
 * @param labels names of its labels
 * @param values of the one label, told as 0 from the start: Prometheus sees no rise in a series that
 *   begins with its first event, and an alert for what is rare would never hear of it
 */
export function defineCounter<L extends string = never>(
  name: `${string}_total`,
  help: string,
  labels: readonly L[] = [],
  values: readonly string[] = [],
): Counter<L> {
  return new Counter({ kind: 'counter', name, help, labels, values });
}

/** Buckets for what people wait for, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** @param buckets upper bounds in seconds; default: from a millisecond to ten seconds */
export function defineHistogram<L extends string = never>(
  name: `${string}_seconds`,
  help: string,
  labels: readonly L[] = [],
  buckets: readonly number[] = BUCKETS,
): Histogram<L> {
  return new Histogram({ kind: 'histogram', name, help, labels, buckets });
}

export function defineGauge<L extends string = never>(
  name: string,
  help: string,
  labels: readonly L[] = [],
): Gauge<L> {
  return new Gauge({ kind: 'gauge', name, help, labels });
}
