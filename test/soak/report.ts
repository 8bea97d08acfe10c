import type { Cluster } from './cluster.js';
import type { Memory, SoakProcess } from './processes.js';

/** The memory of a process that had answered so many requests. */
export interface Measured extends Memory {
  readonly answered: number;
}

interface Span {
  readonly warm: Measured;
  readonly end: Measured;
}

/** What the process holds on to more, after so many requests more. */
export function growth({ warm, end }: Span): { grown: number; requests: number } {
  return { grown: end.live - warm.live, requests: end.answered - warm.answered };
}

interface Course {
  readonly minutes: number;
  readonly cluster: Cluster;
  /** What was done, and what struck the shop, how often. */
  readonly deeds: ReadonlyMap<string, number>;
  readonly struck: ReadonlyMap<string, number>;
  readonly memory: Span;
  readonly processes: readonly SoakProcess[];
}

/** Says how it went, for whoever reads the run. */
export function report({ minutes, cluster, deeds, struck, memory, processes }: Course): void {
  const statuses = new Map([...cluster.statuses].sort(([a], [b]) => a - b));
  const errors = processes.flatMap((each) => each.errors);
  const { warm, end } = memory;
  const { grown, requests } = growth(memory);
  process.stdout.write(
    [
      `${minutes} min: ${cluster.asked} requests`,
      `statuses ${counts(statuses)}`,
      `deeds ${counts(deeds)}`,
      `blows ${counts(struck)}`,
      `live memory ${megabytes(warm.live)} MB warm, ${megabytes(end.live)} MB at the end: ` +
        `${Math.round(grown / requests)} bytes for each of ${requests} requests`,
      `resident memory ${megabytes(warm.resident)} MB warm, ${megabytes(end.resident)} MB at the end`,
      `${errors.length} errors logged`,
      ...errors.map((line) => line.slice(0, 2000)),
      '',
    ].join('\n'),
  );
}

function counts(of: ReadonlyMap<string | number, number>): string {
  return [...of].map(([name, count]) => `${name}: ${count}`).join(', ');
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1);
}
