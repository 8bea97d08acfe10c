import type { ServerKind } from './mysql.js';

/** How servers tell how far they have come in the log of changes. */
export interface Replication {
  /** Statement for the primary: its `position`, which has all that was committed; empty without GTIDs. */
  readonly position: string;
  /** Statement for a replica: waits so many seconds until it has come to a position; `outcome` 0 if it has. */
  readonly wait: string;
}

export const REPLICATION: Readonly<Record<ServerKind['type'], Replication>> = {
  mariadb: {
    position: 'SELECT @@GLOBAL.gtid_binlog_pos AS position',
    wait: 'SELECT MASTER_GTID_WAIT(?, ?) AS outcome',
  },
  mysql: {
    position: 'SELECT @@GLOBAL.gtid_executed AS position',
    wait: 'SELECT WAIT_FOR_EXECUTED_GTID_SET(?, ?) AS outcome',
  },
};
