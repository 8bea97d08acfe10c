import { setTimeout as delay } from 'node:timers/promises';
import type { Answer, RequestOptions } from '../support/app.js';

/** What anybody may delete while others look at it. */
const FLEETING = /^\/(?:(?:user)?moviecomments|commentbans)\//;

/** What may be answered while processes die and servers are lost: never a bare 500. */
function isFair(status: number, path: string): boolean {
  if (status === 404) return FLEETING.test(path);
  return (status < 500 && status !== 401) || status === 503 || status === 507;
}

const JSON_TYPE = { 'Content-Type': 'application/json' };

/** API processes, of which any is asked. */
export class Cluster {
  /** How often each status was answered; 0: the connection was lost. */
  readonly statuses = new Map<number, number>();
  /** How much each process has answered, by its address. */
  readonly answered = new Map<string, number>();
  /** Answers that nobody should ever get. */
  readonly unfair: string[] = [];

  /** @param urls of the processes */
  constructor(private readonly urls: readonly string[]) {}

  get asked(): number {
    return [...this.statuses.values()].reduce((sum, count) => sum + count, 0);
  }

  /** As `TestApp.request`; status 0 when the connection is lost. */
  async request(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const { body, headers = {} } = options;
    const isForm = body instanceof URLSearchParams;
    const url = this.urls[Math.floor(Math.random() * this.urls.length)]!;
    try {
      const response = await fetch(url + path, {
        method,
        redirect: 'manual',
        headers: isForm || body === undefined ? headers : { ...JSON_TYPE, ...headers },
        body: isForm ? body : body === undefined ? undefined : JSON.stringify(body),
        signal: AbortSignal.timeout(30_000),
      });
      const text = await response.text();
      this.answered.set(url, (this.answered.get(url) ?? 0) + 1);
      return this.count(method, path, response.status, response.headers, text);
    } catch {
      // Whoever finds a door closed does not knock again at once.
      await delay(100);
      return this.count(method, path, 0, new Headers(), '');
    }
  }

  private count(
    method: string,
    path: string,
    status: number,
    headers: Headers,
    text: string,
  ): Answer {
    this.statuses.set(status, (this.statuses.get(status) ?? 0) + 1);
    if (!isFair(status, path))
      this.unfair.push(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
    return { status, headers, text, json: parsed(text) };
  }
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
