import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, Agent } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { freePort } from './free-port.js';
import { until } from './until.js';

const BINARY = '/usr/sbin/nginx';

/** Whether this machine has nginx. */
export const hasNginx = existsSync(BINARY);

/** An answer that came through nginx. */
export interface ProxiedAnswer {
  readonly status: number;
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly text: string;
}

export interface ProxiedRequest {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

/** nginx with the configuration that the project ships, on ports of its own. */
export class Nginx {
  private readonly agent = new Agent({ keepAlive: true, rejectUnauthorized: false });

  constructor(
    /** Of the ports for http and https. */
    readonly ports: { readonly plain: number; readonly tls: number },
    private readonly folder: string,
    private readonly child: ChildProcess,
  ) {}

  /** Sends a request by https. @throws when no whole answer comes */
  ask(
    path: string,
    { method = 'GET', headers, body }: ProxiedRequest = {},
  ): Promise<ProxiedAnswer> {
    return new Promise((resolve, reject) => {
      const { tls: port } = this.ports;
      const options = { host: '127.0.0.1', port, path, method, headers, agent: this.agent };
      const asked = request(options, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('error', reject);
        answer.on('end', () =>
          resolve({ status: answer.statusCode!, headers: answer.headers, text }),
        );
      });
      asked.on('error', reject);
      asked.end(body);
    });
  }

  /** The first bytes of an answer that goes on; the connection is closed then. */
  first(path: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const options = { host: '127.0.0.1', port: this.ports.tls, path, agent: this.agent };
      const asked = request(options, (answer) => {
        answer.once('data', (chunk: Buffer) => {
          asked.destroy();
          resolve(chunk.toString());
        });
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  /** What nginx has complained of, for whoever has to find out why. */
  complaints(): string {
    return readFileSync(join(this.folder, 'error.log'), 'utf8');
  }

  stop(): void {
    this.agent.destroy();
    this.child.kill('SIGTERM');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/**
 * Starts nginx in front of API processes; stopped after the test.
 *
 * @param upstreams ports of the API processes
 * @param dataDir folder whose `media` is served
 * @param seconds that connections to the processes are kept, and that one which failed is left alone
 */
export async function startNginx(
  upstreams: readonly number[],
  dataDir: string,
  seconds: number,
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'shop-nginx-'));
  const ports = { plain: await freePort(), tls: await freePort() };
  makeCertificate(join(folder, 'tls'));
  const servers = upstreams.map(
    (port) => `server 127.0.0.1:${port} max_fails=2 fail_timeout=${seconds}s;`,
  );
  const upstream = shipped('upstream.conf')
    .replace(/( *server .*\n)+/, `${servers.join('\n')}\n`)
    .replace('keepalive_timeout 4s', `keepalive_timeout ${seconds}s`);
  writeFileSync(join(folder, 'upstream.conf'), upstream);
  const site = shipped('shop.conf')
    .replaceAll('/etc/nginx/shop', folder)
    .replaceAll('/srv/shop', dataDir)
    .replaceAll(/^ *listen \[::\].*\n/gm, '')
    .replaceAll('listen 80 ', `listen 127.0.0.1:${ports.plain} `)
    .replaceAll('listen 443 ', `listen 127.0.0.1:${ports.tls} `);
  writeFileSync(join(folder, 'shop.conf'), site);
  const main = join(folder, 'nginx.conf');
  writeFileSync(main, mainFile(folder));
  const child = spawn(BINARY, ['-p', folder, '-c', main, '-e', join(folder, 'error.log')], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const nginx = new Nginx(ports, folder, child);
  onTestFinished(() => nginx.stop());
  await until(
    () =>
      nginx.ask('/healthz').then(
        ({ status }) => status === 200,
        () => false,
      ),
    10_000,
  );
  return nginx;
}

function shipped(name: string): string {
  return readFileSync(join(import.meta.dirname, '../../ops/nginx', name), 'utf8');
}

function makeCertificate(folder: string): void {
  mkdirSync(folder);
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const args = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1'];
  args.push('-nodes', '-days', '1', '-subj', '/CN=localhost', '-keyout', key, '-out', cert);
  execFileSync('openssl', args, { stdio: 'ignore' });
}

/** What Debian's nginx.conf says, as far as it matters here, without its paths. */
function mainFile(folder: string): string {
  const isRoot = process.getuid?.() === 0;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `
    ${isRoot ? 'user root;' : ''}
    daemon off;
    worker_processes 2;
    pid ${folder}/nginx.pid;
    events { worker_connections 512; }
    http {
      include /etc/nginx/mime.types;
      access_log off;
      ${temporary.join('\n')}
      include ${folder}/upstream.conf;
      include ${folder}/shop.conf;
    }
  `;
}
