import { In } from 'typeorm';
import { User } from '../../src/users/entities/index.js';
import { Tokens } from '../../src/users/tokens/tokens.js';
import { bySession } from './session-cookie.js';
import type { Answer, RequestOptions, TestApp } from './app.js';

/** Somebody who is signed in. */
export interface Shopper {
  readonly id: number;
  /** As `TestApp.request`, with the shopper's token. */
  request(method: string, path: string, options?: RequestOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  patch(path: string, body: unknown): Promise<Answer>;
  delete(path: string): Promise<Answer>;
  /** The same with a session instead of the token, as the pages send it that sign in by one. */
  fromPages(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** The same shopper at another server of the same shop. */
  at(server: Pick<TestApp, 'request'>): Shopper;
}

let made = 0;

/** Signs up and signs in so many shoppers at once. */
export async function shoppers(app: TestApp, count: number): Promise<Shopper[]> {
  const names = Array.from({ length: count }, () => `shopper${(made += 1)}`);
  const users = await app.unitOfWork.run(async ({ manager }) => {
    await manager.insert(
      User,
      names.map((username) => ({ username, passwordHash: '!', createdAt: new Date() })),
    );
    return manager.find(User, { where: { username: In(names) }, order: { id: 'ASC' } });
  });
  const tokens = app.nest.get(Tokens);
  return users.map((user) => {
    let session: Promise<Record<string, string>> | undefined;
    return signedIn(app, {
      id: user.id,
      token: tokens.issue(user),
      session: () => (session ??= bySession(app, user)),
    });
  });
}

export async function shopper(app: TestApp): Promise<Shopper> {
  return (await shoppers(app, 1))[0]!;
}

/** How a shopper is known. */
interface SignIn {
  readonly id: number;
  readonly token: string;
  readonly session: () => Promise<Record<string, string>>;
}

function signedIn(app: Pick<TestApp, 'request'>, known: SignIn): Shopper {
  const { id, token, session } = known;
  const request = (method: string, path: string, { headers, body }: RequestOptions = {}) =>
    app.request(method, path, { body, headers: { Authorization: `JWT ${token}`, ...headers } });
  return {
    id,
    request,
    get: (path) => request('GET', path),
    post: (path, body, headers) => request('POST', path, { body, headers }),
    patch: (path, body) => request('PATCH', path, { body }),
    delete: (path) => request('DELETE', path),
    fromPages: async (method, path, body, headers) =>
      app.request(method, path, { body, headers: { ...(await session()), ...headers } }),
    at: (server) => signedIn(server, known),
  };
}
