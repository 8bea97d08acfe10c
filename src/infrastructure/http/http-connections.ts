import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** Milliseconds that an idle connection is kept for the next request. */
const KEEP_ALIVE = 72_000;
/** Milliseconds until the line and the headers of a request have to be there. */
const HEADERS = 15_000;
/** Milliseconds from one look for late requests to the next. */
const CHECKS = 500;

/** Milliseconds from the end of listening until a connection without a request is closed. */
const LAST_REQUESTS = 250;

/** What every balancer may ask twice. */
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

const ABSOLUTE = /^https?:\/\/([^/?#]*)([^#]*)/i;

/**
 * The HTTP server and its connections: nothing that a client leaves unfinished stays for ever, and
 * at the end connections are closed as soon as no request is in flight.
 */
export class HttpConnections {
  private readonly servers = new Set<Server>();
  private readonly inFlight = new Set<ServerResponse>();
  private isDraining = false;
  private isTurningAway = false;
  private isClosing = false;

  /**
   * @param patience milliseconds until a request has to be there whole
   * @param refuse answers what never becomes a request
   */
  constructor(
    private readonly patience: number,
    private readonly refuse: (error: Error, socket: Duplex) => void,
  ) {}

  /** Fastify's `serverFactory`. */
  readonly serve = (handler: Handler): Server => {
    const take: Handler = (request, response) => {
      if (this.isTurningAway && SAFE.has(request.method ?? '')) {
        request.socket.destroy();
        return;
      }
      this.begin(response);
      addressOrigin(request);
      handler(request, response);
    };
    const server = createServer(
      {
        keepAliveTimeout: KEEP_ALIVE,
        requestTimeout: this.patience,
        headersTimeout: Math.min(HEADERS, this.patience),
        connectionsCheckingInterval: CHECKS,
        // Who is asked for is judged by one rule, whatever the version of HTTP.
        requireHostHeader: false,
      },
      take,
    );
    // A client that takes nothing of its answer.
    server.setTimeout(this.patience * 2);
    // What a client expects beyond the answer is not refused, as Django does not.
    server.on('checkExpectation', take);
    server.on('connect', (request: IncomingMessage, socket) => {
      const error = Object.assign(new Error('no tunnels'), {
        code: 'HPE_INVALID_METHOD',
        rawPacket: Buffer.from(`${request.method} `),
      });
      this.fail(error, socket);
    });
    // Node's and Fastify's way to the end: it would cut off requests that have arrived and are not
    // read yet. See close().
    server.closeIdleConnections = () => undefined;
    this.servers.add(server);
    return server;
  };

  /** Fastify's `clientErrorHandler`: who has gone or has half an answer hears nothing more. */
  readonly fail = (error: Error & { code?: string }, socket: Duplex): void => {
    const isAnswered = [...this.inFlight].some(
      (response) => response.socket === socket && response.headersSent,
    );
    if (error.code === 'ECONNRESET' || !socket.writable || isAnswered) socket.destroy();
    else this.refuse(error, socket);
  };

  /** Requests in flight. */
  get size(): number {
    return this.inFlight.size;
  }

  /** From now on every answer is the last of its connection. */
  drain(): void {
    this.isDraining = true;
    for (const response of this.inFlight) markLast(response);
  }

  /**
   * From now on reads get no answer, so that a balancer that only learns from failures asks another
   * process and looks away from this one; writes, which it would not repeat, are still served. Nobody
   * may come to a socket at the moment that it is closed: what waits there to be taken is lost.
   */
  turnAway(): void {
    this.isTurningAway = true;
  }

  /**
   * Closes every connection once no request is in flight any more. Fastify's `preClose`, after which
   * it stops listening.
   */
  close(): void {
    const wasDraining = this.isDraining;
    const finish = (): void => {
      this.isClosing = true;
      this.closeIfDone();
    };
    this.drain();
    // A balancer's last connections may be open while their requests are still to be read.
    if (wasDraining) setTimeout(finish, LAST_REQUESTS);
    else setImmediate(finish);
  }

  /** Closes every connection, whatever is in flight. */
  cut(): void {
    for (const server of this.servers) server.closeAllConnections();
  }

  private begin(response: ServerResponse): void {
    this.inFlight.add(response);
    if (this.isDraining) markLast(response);
    response.on('close', () => {
      this.inFlight.delete(response);
      this.closeIfDone();
    });
  }

  private closeIfDone(): void {
    if (this.isClosing && this.inFlight.size === 0) this.cut();
  }
}

function markLast(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader('Connection', 'close');
}

/**
 * Gives a request one host and a target without it: the host of an absolute target counts, and
 * several hosts are one malformed host. A client of HTTP/1.0 may name none and means the address
 * that it has called.
 *
 * RFC 9112, 3.2 and 3.2.2. DJANGO: HttpRequest._get_raw_host.
 */
function addressOrigin(request: IncomingMessage): void {
  const hosts = hostsOf(request);
  if (hosts.length > 1) request.headers.host = hosts.join(', ');
  if (hosts.length === 0 && request.httpVersion === '1.0') {
    const { localAddress = '', localFamily, localPort } = request.socket;
    const name = localFamily === 'IPv6' ? `[${localAddress}]` : localAddress;
    request.headers.host = `${name}:${localPort}`;
  }
  if (request.url?.startsWith('/')) return;
  const [, host, target] = ABSOLUTE.exec(request.url ?? '') ?? [];
  if (host === undefined || target === undefined || hosts.length > 1) return;
  request.headers.host = host;
  request.url = target.startsWith('/') ? target : `/${target}`;
}

/** Every host that the request names; a loop, because every request comes through here. */
function hostsOf({ rawHeaders }: IncomingMessage): string[] {
  const hosts: string[] = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts.push(rawHeaders[index + 1]!);
  }
  return hosts;
}
