import { createUser, PASSWORD } from './users.js';
import type { Answer, TestApp } from './app.js';
import { StoredPermissions } from '../../src/users/permissions/stored-permissions.js';
import type { User } from '../../src/users/entities/index.js';

/** A browser in the back office: it keeps its cookies and sends the token with what it changes. */
export class Clerk {
  private readonly cookies = new Map<string, string>();
  private csrf = '';

  constructor(
    private readonly app: TestApp,
    readonly user: User,
    private readonly language = 'en',
  ) {}

  async signIn(password = PASSWORD): Promise<Answer> {
    await this.get('/admin/api/session/');
    const { username } = this.user;
    return this.send('POST', '/admin/api/session/', { username, password });
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Answer> {
    return this.send('GET', path, undefined, headers);
  }

  async send(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.app.request(method, path, {
      body,
      headers: {
        ...(cookie && { Cookie: cookie }),
        ...(this.csrf && { 'X-CSRFToken': this.csrf }),
        'Accept-Language': this.language,
        ...headers,
      },
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      this.cookies.set(name!, value!);
    }
    this.csrf = answer.json?.csrf_token ?? this.csrf;
    return answer;
  }
}

/** An administrator, signed in to the back office. */
export async function administrator(app: TestApp, language = 'en'): Promise<Clerk> {
  return signedIn(new Clerk(app, await createUser(app, { role: 'administrator' }), language));
}

/** Somebody with these model permissions and no others, signed in to the back office. */
export async function clerk(app: TestApp, ...permissions: string[]): Promise<Clerk> {
  const user = await createUser(app);
  const stored = app.nest.get(StoredPermissions, { strict: false });
  await app.unitOfWork.run(({ manager }) =>
    stored.allow(manager, { userId: user.id }, permissions),
  );
  return signedIn(new Clerk(app, user));
}

async function signedIn(someone: Clerk): Promise<Clerk> {
  const { status, text } = await someone.signIn();
  if (status !== 200) throw new Error(`signing in answered ${status}: ${text}`);
  return someone;
}
