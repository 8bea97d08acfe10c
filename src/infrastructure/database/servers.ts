import { connect, type Socket } from 'node:net';
import type { Settings } from '../../config/settings.js';

/** Milliseconds after which an idle connection is asked whether its server is still there. */
const KEEP_ALIVE_DELAY = 5_000;

/** Where a database server listens. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
}

/** Address of the server that a DATABASE_URL names. */
export function addressOf(databaseUrl: string): ServerAddress {
  const { hostname, port } = new URL(databaseUrl);
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port || 3306) };
}

/**
 * The servers of a cluster, any of which does. They are asked in their order: the next one as soon
 * as one does not serve, and after the last the first.
 */
export class Servers {
  private at = 0;
  private readonly sockets = new WeakMap<object, ServerAddress>();

  private constructor(private readonly all: readonly [ServerAddress, ...ServerAddress[]]) {}

  /** @param settings with a `databaseUrl` */
  static of({
    databaseUrl,
    databaseFallbacks,
  }: Pick<Settings, 'databaseUrl' | 'databaseFallbacks'>): Servers {
    return new Servers([addressOf(databaseUrl!), ...databaseFallbacks]);
  }

  get count(): number {
    return this.all.length;
  }

  get current(): ServerAddress {
    return this.all[this.at]!;
  }

  /** Opens a connection to the server whose turn it is, which has failed when none comes about. */
  readonly connect = (): Socket => {
    const server = this.current;
    const socket = connect(server).setNoDelay(true);
    this.sockets.set(socket, server);
    const fail = (): void => this.failed(server);
    socket.once('close', fail);
    socket.once('connect', () => {
      socket.off('close', fail);
      socket.setKeepAlive(true, KEEP_ALIVE_DELAY);
    });
    return socket;
  };

  /** The server at the other end of a connection serves nobody at present. */
  refused(socket: object): void {
    const server = this.sockets.get(socket);
    if (server) this.failed(server);
  }

  /** Who is told that late of one that was left already changes nothing. */
  private failed(server: ServerAddress): void {
    if (server === this.current) this.at = (this.at + 1) % this.all.length;
  }
}
