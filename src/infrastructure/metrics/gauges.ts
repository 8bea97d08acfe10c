import { Injectable } from '@nestjs/common';
import type { Gauge, Labels, Metric } from './metric.js';

/** A value of a gauge. */
export interface Sample<L extends string> {
  readonly labels: Labels<L>;
  readonly value: number;
}

/** Looks; without labels one number is enough. */
export type Look<L extends string> = () => Promise<Samples<L>> | Samples<L>;

type Samples<L extends string> = readonly Sample<L>[] | number;

/** Where an application looks when its gauges are read, which happens only then. */
@Injectable()
export class Gauges {
  private readonly looks = new Map<Metric, Look<string>>();

  /** @param look may fail or take long: the gauge is left out then */
  register<L extends string>(gauge: Gauge<L>, look: Look<L>): void {
    this.looks.set(gauge, look as Look<string>);
  }

  /** @returns where to look; undefined for a gauge of a part that this application has not */
  lookOf(gauge: Metric): Look<string> | undefined {
    return this.looks.get(gauge);
  }
}
