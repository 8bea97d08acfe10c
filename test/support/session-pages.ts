import { expect } from 'vitest';
import { PASSWORD } from './users.js';
import type { Answer, RequestOptions, TestApp } from './app.js';
import { cookiesOf } from './oauth.js';

/** Where the pages are. */
export const PAGES = 'http://www.meiduo.site:8080';

/** What the pages send with everything. */
export const FROM_PAGES = { Origin: PAGES, 'Sec-Fetch-Site': 'same-site' };

/** What the form of a new address sends. */
export const PLACE = {
  receiver: '张三',
  province_id: 330000,
  city_id: 330100,
  district_id: 330106,
  place: '文三路1号',
  mobile: '13900000002',
};

/** A browser that shows the pages of the session edition and keeps their cookies. */
export class PagesBrowser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly app: TestApp,
    private readonly base = '/session',
  ) {}

  async request(method: string, path: string, options: RequestOptions = {}): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...FROM_PAGES, ...(cookie && { Cookie: cookie }), ...options.headers };
    const answer = await this.app.request(method, this.base + path, { ...options, headers });
    for (const [name, set] of Object.entries(cookiesOf(answer))) {
      const [value = ''] = set.split(';');
      if (/max-age=0(;|$)/i.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  get(path: string): Promise<Answer> {
    return this.request('GET', path);
  }

  post(path: string, body: unknown = {}): Promise<Answer> {
    return this.request('POST', path, { body });
  }

  put(path: string, body: unknown = {}): Promise<Answer> {
    return this.request('PUT', path, { body });
  }

  delete(path: string, body?: unknown): Promise<Answer> {
    return this.request('DELETE', path, { body });
  }

  signIn(username: string, remembered = false, password = PASSWORD): Promise<Answer> {
    return this.post('/login/', { username, password, remembered });
  }
}

/** Everything is well, and what the answer says besides. */
export function expectGood(answer: Answer, data: object = {}): void {
  expect([answer.status, answer.json]).toEqual([200, { code: 0, errmsg: 'OK', ...data }]);
}

/** Pages that look at `code` show the text. */
export function expectShown(answer: Answer, errmsg: unknown, code = 400): void {
  expect([answer.status, answer.json]).toEqual([200, { code, errmsg }]);
}

/** Pages that look at the status are told by it. */
export function expectStatus(answer: Answer, status: number, errmsg: unknown): void {
  expect([answer.status, answer.json]).toEqual([status, { code: status, errmsg, message: errmsg }]);
}
