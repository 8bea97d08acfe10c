import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { freePort } from '../support/free-port.js';
import { startFlags } from '../support/start-flags.mjs';
import { until } from '../support/until.js';

/** Milliseconds that a process may take to start on a busy machine. */
const START = 120_000;

/** Lets a process be asked for the memory that it needs. */
const TELL_MEMORY = ['--expose-gc', '--import', './test/soak/tell-memory.mjs'];

/** Bytes of memory of a process. */
export interface Memory {
  /** That it holds on to: objects and buffers, after a full collection. */
  readonly live: number;
  /** That it has of the system, which is also room that it once needed. */
  readonly resident: number;
}

/**
 * A built process of the shop that can be killed and comes back on the same ports. It ends with the
 * test at the latest.
 */
export class SoakProcess {
  restarts = 0;
  /** Lines that it has logged of errors. */
  readonly errors: string[] = [];
  private child: ChildProcess | undefined;

  private constructor(
    private readonly script: string,
    private readonly env: Readonly<Record<string, string>>,
    readonly port: number,
    private readonly metricsPort: number,
  ) {}

  static async start(
    script: 'main' | 'worker',
    env: Readonly<Record<string, string>>,
  ): Promise<SoakProcess> {
    const started = new SoakProcess(script, env, await freePort(), await freePort());
    onTestFinished(() => started.stop('SIGKILL'));
    await started.start();
    return started;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async memory(): Promise<Memory> {
    const told = once(this.child!, 'message');
    this.child!.send('memory');
    const [live] = (await told) as [number];
    const text = await (await fetch(`http://127.0.0.1:${this.metricsPort}/metrics`)).text();
    const resident = Number(/^process_resident_memory_bytes (\d+)/m.exec(text)![1]);
    return { live, resident };
  }

  /** Ends it and starts it again. */
  async restart(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    await this.stop(signal);
    await this.start();
    this.restarts += 1;
  }

  async stop(signal: 'SIGKILL' | 'SIGTERM' = 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    const late = delay(20_000, undefined, { ref: false }).then(() => child.kill('SIGKILL'));
    await Promise.race([ended, late]);
  }

  private async start(): Promise<void> {
    const flags = startFlags(this.script === 'main' ? 'start' : 'worker');
    const child = spawn('node', [...flags, ...TELL_MEMORY, `dist/src/${this.script}.js`], {
      stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
      env: { ...this.env, PORT: String(this.port), METRICS_PORT: String(this.metricsPort) },
    });
    child.stdout!.on('data', (chunk: Buffer) => {
      const lines = chunk.toString().split('\n');
      this.errors.push(...lines.filter((line) => line.includes('"level":"error"')));
    });
    this.child = child;
    // Both tell there that they are up: the API once it listens.
    const asked = this.script === 'main' ? this.url : `http://127.0.0.1:${this.metricsPort}`;
    await until(async () => {
      if (child.exitCode !== null) throw new Error(`${this.script} ended with ${child.exitCode}`);
      return fetch(`${asked}/readyz`).then(
        ({ status }) => status === 200,
        () => false,
      );
    }, START);
  }
}
