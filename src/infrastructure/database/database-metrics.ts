import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource, type EntitySubscriberInterface } from 'typeorm';
import type { AfterQueryEvent } from 'typeorm/subscriber/event/QueryEvent.js';
import { Settings } from '../../config/settings.js';
import { defineGauge, defineHistogram, Gauges } from '../metrics/index.js';
import { metricsSettings } from '../metrics/metrics.settings.js';
import { poolState } from './pool-state.js';

const DURATION = defineHistogram('db_query_duration_seconds', 'Statements, by what they do.', [
  'kind',
]);
const POOL = defineGauge(
  'db_pool_connections',
  'Connections of this process: busy, idle, and callers waiting for one.',
  ['state'],
);
const REPLICA = defineGauge('db_replica_up', 'Whether reads go to the replica: 1 or 0.');
const PENDING = defineGauge('migrations_pending', 'Migrations that the database has not seen.');

/** What statements are told apart by; anything else is `other`. */
const KINDS: ReadonlySet<string> = new Set(['select', 'insert', 'update', 'delete', 'commit']);

/** Tells of the database: how long statements take, who waits for connections, what is to migrate. */
@Injectable()
export class DatabaseMetrics implements OnModuleInit {
  constructor(
    private readonly dataSource: DataSource,
    private readonly settings: Settings,
    private readonly gauges: Gauges,
  ) {}

  onModuleInit(): void {
    if (this.settings.of(metricsSettings).port === undefined) return;
    const { dataSource, gauges } = this;
    gauges.register(PENDING, async () => {
      const rows = await dataSource.query<{ name: string }[]>('SELECT name FROM migrations');
      const done = new Set(rows.map(({ name }) => name));
      return dataSource.migrations.filter(({ name }) => !done.has(name!)).length;
    });
    if (this.settings.mode === 'embedded') return;
    gauges.register(POOL, () =>
      Object.entries(poolState(dataSource)).map(([state, value]) => ({ labels: { state }, value })),
    );
  }

  /** Tells of a replica from now on. */
  tellOf(replica: { readonly isUsable: boolean }): void {
    this.gauges.register(REPLICA, () => Number(replica.isUsable));
  }

  /** Measures the statements of a data source from now on, if anybody wants to know. */
  measure(dataSource: DataSource): void {
    if (this.settings.of(metricsSettings).port === undefined) return;
    dataSource.subscribers.push(new QueryTimes());
  }
}

class QueryTimes implements EntitySubscriberInterface {
  afterQuery({ query, executionTime }: AfterQueryEvent): void {
    if (executionTime !== undefined)
      DURATION.observe({ kind: kindOf(query) }, executionTime / 1000);
  }
}

function kindOf(sql: string): string {
  const [, word = ''] = /^\s*(\w+)/.exec(sql) ?? [];
  const kind = word.toLowerCase();
  return KINDS.has(kind) ? kind : 'other';
}
