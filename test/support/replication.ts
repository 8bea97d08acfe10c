import { afterAll, beforeAll } from 'vitest';
import { MariaDbServer, SERVER_PATIENCE, serversFolder } from './mariadb.js';

/** A database server and a copy that follows it. */
export class Replication {
  primary!: MariaDbServer;
  replica!: MariaDbServer;
  private readonly folder = serversFolder();

  async start(database: string): Promise<void> {
    [this.primary, this.replica] = await Promise.all([
      MariaDbServer.install(this.folder.path, 'primary'),
      MariaDbServer.install(this.folder.path, 'replica'),
    ]);
    await Promise.all([
      this.primary.start({ 'server-id': 1, 'log-bin': 'log', 'sync-binlog': 0 }),
      this.startReplica(),
    ]);
    await this.replica.query(
      `CHANGE MASTER TO MASTER_HOST = '127.0.0.1', MASTER_PORT = ${this.primary.port},
       MASTER_USER = 'root', MASTER_USE_GTID = slave_pos, MASTER_CONNECT_RETRY = 1`,
      'START SLAVE',
    );
    await this.primary.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
  }

  /** Starts it, or starts it again. */
  startReplica(): Promise<void> {
    return this.replica.start({ 'server-id': 2, 'read-only': 1 });
  }

  /** From now on the copy is so many seconds late. */
  async delay(seconds: number): Promise<void> {
    const change = `CHANGE MASTER TO MASTER_DELAY = ${seconds}`;
    await this.replica.query('STOP SLAVE', change, 'START SLAVE');
  }

  async stop(): Promise<void> {
    this.replica?.freeze(false);
    await Promise.all([this.primary?.kill(), this.replica?.kill()]);
    this.folder.remove();
  }
}

/** Two such servers for the tests of a file; call it where `beforeAll` may be called. */
export function replication(database: string): Replication {
  const pair = new Replication();
  beforeAll(() => pair.start(database), 2 * SERVER_PATIENCE);
  afterAll(() => pair.stop());
  return pair;
}
