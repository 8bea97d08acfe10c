import { afterAll, beforeAll } from 'vitest';
import { freePort } from './free-port.js';
import { MariaDbServer, SERVER_PATIENCE, serversFolder } from './mariadb.js';

const PROVIDER = '/usr/lib/galera/libgalera_smm.so';
const HERE = '127.0.0.1';

/** One server of a cluster. */
interface Member {
  readonly server: MariaDbServer;
  readonly groupPort: number;
  readonly statePort: number;
  readonly changesPort: number;
}

/** So many database servers that all take writes and have the same tables. */
export class GaleraCluster {
  private readonly members: Member[] = [];
  private readonly folder = serversFolder();

  get servers(): MariaDbServer[] {
    return this.members.map(({ server }) => server);
  }

  async start(count: number, database: string): Promise<void> {
    for (let number = 0; number < count; number += 1) {
      this.members.push({
        server: await MariaDbServer.install(this.folder.path, String(number)),
        groupPort: await freePort(),
        statePort: await freePort(),
        changesPort: await freePort(),
      });
    }
    // One after the other: a server that hands its tables on cannot do so twice at once.
    for (const member of this.members) await this.join(member);
    await this.servers[0]!.query(`CREATE DATABASE ${database} CHARACTER SET utf8mb4`);
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.kill()));
    this.folder.remove();
  }

  private async join(member: Member): Promise<void> {
    const { server, groupPort, statePort, changesPort } = member;
    // The first one founds the cluster.
    const others = member === this.members[0] ? [] : this.members;
    const options = {
      'innodb-autoinc-lock-mode': 2,
      'wsrep-on': 'ON',
      'wsrep-provider': PROVIDER,
      'wsrep-cluster-name': 'tests',
      'wsrep-cluster-address': `gcomm://${others.map((other) => `${HERE}:${other.groupPort}`).join(',')}`,
      'wsrep-node-address': `${HERE}:${groupPort}`,
      'wsrep-sst-method': 'rsync',
      'wsrep-sst-receive-address': `${HERE}:${statePort}`,
      'wsrep-provider-options': `gmcast.listen_addr=tcp://${HERE}:${groupPort};ist.recv_addr=${HERE}:${changesPort};gcache.size=32M`,
    };
    await server.start(options, async () => {
      const [row] = await server.query("SHOW STATUS LIKE 'wsrep_ready'");
      return row?.Value === 'ON';
    });
  }
}

/** A cluster for the tests of a file; call it where `beforeAll` may be called. */
export function galeraCluster(count: number, database: string): GaleraCluster {
  const cluster = new GaleraCluster();
  beforeAll(() => cluster.start(count, database), SERVER_PATIENCE * count);
  afterAll(() => cluster.stop());
  return cluster;
}
