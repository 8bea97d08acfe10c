import { Delete, Get, Module, Patch, Post } from '@nestjs/common';
import { describe, expect, it } from 'vitest';
import { AppModule } from '../../../src/app.module.js';
import {
  AllowAny,
  IsAuthenticated,
  JwtAuthentication,
  Req,
  SessionAuthentication,
  SessionService,
  ViewSet,
  type RestRequest,
} from '../../../src/rest/index.js';
import { UserSession } from '../../../src/users/entities/index.js';
import { SessionExpiry } from '../../../src/users/sessions/session-expiry.js';
import { UsersModule } from '../../../src/users/users.module.js';
import { UsersService } from '../../../src/users/users.service.js';
import { testApp, type Answer } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';
import { authorization, changeUser, createUser } from '../../support/users.js';

/** Signs browsers in without asking for a password. */
@ViewSet({
  path: 'browser',
  group: null,
  authentication: { default: [SessionAuthentication], signIn: [], form: [] },
  permissions: { default: [IsAuthenticated], signIn: [AllowAny], form: [AllowAny] },
})
class BrowserController {
  constructor(
    private readonly sessions: SessionService,
    private readonly users: UsersService,
  ) {}

  @Get('form')
  form(@Req() request: RestRequest): object {
    return { token: this.sessions.formToken(request) };
  }

  @Post(':id')
  async signIn(@Req() request: RestRequest): Promise<object> {
    await this.sessions.checkForm(request);
    const user = (await this.users.findById(Number(request.params.id)))!;
    await this.sessions.create(request, user);
    return {};
  }

  @Get()
  who(@Req() request: RestRequest): object {
    return { id: request.user!.id };
  }

  @Post()
  change(@Req() request: RestRequest): object {
    return { id: request.user!.id };
  }

  @Patch()
  patch(@Req() request: RestRequest): object {
    return { id: request.user!.id };
  }

  @Delete()
  async signOut(@Req() request: RestRequest): Promise<object> {
    await this.sessions.destroy(request);
    return {};
  }
}

/** Takes a token or a session, as the browsable pages do. */
@ViewSet({
  path: 'either',
  group: null,
  authentication: [JwtAuthentication, SessionAuthentication],
  permissions: [IsAuthenticated],
})
class EitherController {
  @Get()
  who(@Req() request: RestRequest): object {
    return { id: request.user!.id };
  }

  @Post()
  change(@Req() request: RestRequest): object {
    return { id: request.user!.id };
  }
}

@Module({})
class BrowserModule {}

const settings = testSettings({ SESSION_LIFETIME: '7200', SESSION_IDLE_LIFETIME: '600' });
const app = testApp(settings, {
  root: {
    module: BrowserModule,
    imports: [AppModule.forRoot(settings), UsersModule],
    controllers: [BrowserController, EitherController],
  },
});

/** A browser: keeps cookies and sends them. */
class Browser {
  readonly cookies = new Map<string, string>();
  last!: Answer;

  async ask(method: string, path: string, headers: Record<string, string> = {}, body?: unknown) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const all = { ...(cookie && { Cookie: cookie }), ...headers };
    this.last = await app.request(method, path, { headers: all, body });
    for (const line of this.last.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) this.cookies.set(name!, value);
      else this.cookies.delete(name!);
    }
    return this.last;
  }

  get csrf(): Record<string, string> {
    return { 'X-CSRFToken': this.cookies.get('csrftoken')! };
  }

  async signIn(userId: number): Promise<this> {
    await this.ask('GET', '/browser/form/');
    const { status } = await this.ask('POST', `/browser/${userId}/`, this.csrf);
    if (status !== 201) throw new Error(`the sign-in answered ${status}`);
    return this;
  }
}

async function signedIn() {
  const user = await createUser(app);
  return { user, browser: await new Browser().signIn(user.id) };
}

function age(field: 'createdAt' | 'seenAt', userId: number, seconds: number) {
  const past = new Date(Date.now() - seconds * 1000);
  return app.unitOfWork.run(({ manager }) =>
    manager.update(UserSession, { userId }, { [field]: past }),
  );
}

function sessionsOf(userId: number) {
  return app.dataSource.manager.countBy(UserSession, { userId });
}

describe('a session', () => {
  it('signs its user in', async () => {
    const { user, browser } = await signedIn();
    const { status, json, headers } = await browser.ask('GET', '/browser/');
    expect([status, json]).toEqual([200, { id: user.id }]);
    expect(headers.get('vary')).toBe('Accept, Accept-Language, Cookie, Origin');
  });

  it('is kept from scripts and from other sites; the store does not know its id', async () => {
    const { user, browser } = await signedIn();
    const [session, csrf] = browser.last.headers.getSetCookie();
    expect(session).toMatch(
      /^sessionid=[\w-]{43}\.[\w-]{43}; Max-Age=7200; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(csrf).toMatch(/^csrftoken=[\w-]+; Max-Age=7200; Path=\/; SameSite=Lax$/);
    const [row] = await app.dataSource.manager.findBy(UserSession, { userId: user.id });
    expect(browser.cookies.get('sessionid')).not.toContain(row!.key);
  });

  it.each([
    ['none', undefined],
    ['rubbish', 'rubbish'],
    ['an id without our signature', `${'a'.repeat(43)}.${'b'.repeat(43)}`],
  ])('is missing: %s', async (_, value) => {
    const headers: Record<string, string> = value ? { Cookie: `sessionid=${value}` } : {};
    const { status, json } = await app.get('/browser/', headers);
    // Nothing to challenge for: a browser would ask for a password of its own.
    expect([status, json]).toEqual([403, { detail: '身份认证信息未提供。' }]);
  });

  it('that is forged costs no query', async () => {
    const Cookie = `sessionid=${'a'.repeat(43)}.${'b'.repeat(43)}`;
    expect(await app.queries(() => app.get('/browser/', { Cookie }))).toEqual([]);
  });

  it('gets another id at every sign-in, and the former one ends', async () => {
    const { user, browser } = await signedIn();
    const former = new Map(browser.cookies);
    await browser.ask('POST', `/browser/${user.id}/`, browser.csrf);
    expect(browser.cookies.get('sessionid')).not.toBe(former.get('sessionid'));
    expect(browser.cookies.get('csrftoken')).not.toBe(former.get('csrftoken'));
    const Cookie = `sessionid=${former.get('sessionid')}`;
    expect((await app.get('/browser/', { Cookie })).status).toBe(403);
    expect(await sessionsOf(user.id)).toBe(1);
  });

  it('ends when its user signs out', async () => {
    const { user, browser } = await signedIn();
    const Cookie = `sessionid=${browser.cookies.get('sessionid')}`;
    await browser.ask('DELETE', '/browser/', browser.csrf);
    expect(browser.cookies.size).toBe(0);
    expect((await app.get('/browser/', { Cookie })).status).toBe(403);
    expect(await sessionsOf(user.id)).toBe(0);
  });

  it.each([
    ['is deactivated', { isActive: false }],
    ['gets another password', { tokenVersion: 1 }],
  ])('ends when its user %s', async (_, changes) => {
    const { user, browser } = await signedIn();
    await changeUser(app, user, changes);
    expect((await browser.ask('GET', '/browser/')).status).toBe(403);
  });

  it('ends when it was not used for a while', async () => {
    const { user, browser } = await signedIn();
    await age('seenAt', user.id, 590);
    expect((await browser.ask('GET', '/browser/')).status).toBe(200);
    await age('seenAt', user.id, 611);
    expect((await browser.ask('GET', '/browser/')).status).toBe(403);
    expect(await sessionsOf(user.id)).toBe(0);
  });

  it('lives on by being used, but not for ever', async () => {
    const { user, browser } = await signedIn();
    await age('seenAt', user.id, 500);
    await browser.ask('GET', '/browser/');
    const [row] = await app.dataSource.manager.findBy(UserSession, { userId: user.id });
    expect(Date.now() - row!.seenAt.getTime()).toBeLessThan(60_000);
    await age('createdAt', user.id, 7201);
    expect((await browser.ask('GET', '/browser/')).status).toBe(403);
  });

  it('is swept away when it is over', async () => {
    const [idle, old, used] = [await signedIn(), await signedIn(), await signedIn()];
    await age('seenAt', idle.user.id, 611);
    await age('createdAt', old.user.id, 7201);
    await app.nest.get(SessionExpiry, { strict: false }).sweep();
    const left = [idle, old, used].map(({ user }) => sessionsOf(user.id));
    expect(await Promise.all(left)).toEqual([0, 0, 1]);
  });

  it('stands beside tokens', async () => {
    const { user, browser } = await signedIn();
    const other = await createUser(app);
    const token = await authorization(app, other);
    expect((await browser.ask('GET', '/either/')).json).toEqual({ id: user.id });
    // The first that recognises its credentials decides; a token needs no form.
    expect((await browser.ask('POST', '/either/', token)).json).toEqual({ id: other.id });
    const { status, headers } = await app.get('/either/');
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'JWT realm="api"']);
    expect(headers.get('vary')).toBe('Accept, Accept-Language, Authorization, Cookie, Origin');
  });

  it('of two users at once is each their own', async () => {
    const sessions = [await signedIn(), await signedIn()];
    const asked = Array.from({ length: 40 }, (_, i) => sessions[i % 2]!);
    const ids = asked.map(async ({ browser }) => {
      const Cookie = `sessionid=${browser.cookies.get('sessionid')}`;
      return (await app.get('/browser/', { Cookie })).json.id as number;
    });
    expect(await Promise.all(ids)).toEqual(asked.map(({ user }) => user.id));
  });
});

describe('a change by a session', () => {
  const NO_COOKIE = { detail: 'CSRF Failed: CSRF cookie not set.' };
  const BAD_TOKEN = { detail: 'CSRF Failed: CSRF token missing or incorrect.' };

  it.each(['POST', 'PATCH', 'DELETE'])('%s passes with the token of the cookie', async (method) => {
    const { browser } = await signedIn();
    expect((await browser.ask(method, '/browser/')).json).toEqual(BAD_TOKEN);
    expect((await browser.ask(method, '/browser/', browser.csrf)).status).toBeLessThan(300);
  });

  it('passes with the token in the field of a form', async () => {
    const { browser } = await signedIn();
    const token = browser.cookies.get('csrftoken')!;
    const form = { 'Content-Type': 'application/x-www-form-urlencoded' };
    const field = `csrfmiddlewaretoken=${token}`;
    expect((await browser.ask('POST', '/browser/', form, field)).status).toBe(201);
    expect((await browser.ask('POST', '/browser/', form, 'csrfmiddlewaretoken=x')).json).toEqual(
      BAD_TOKEN,
    );
    // Scripts have the header.
    expect((await browser.ask('PATCH', '/browser/', form, field)).json).toEqual(BAD_TOKEN);
    const multipart = new FormData();
    multipart.set('csrfmiddlewaretoken', token);
    expect((await browser.ask('POST', '/browser/', {}, multipart)).status).toBe(201);
  });

  it('is refused without the cookie', async () => {
    const { browser } = await signedIn();
    const { csrf } = browser;
    browser.cookies.delete('csrftoken');
    const { status, json } = await browser.ask('POST', '/browser/', csrf);
    expect([status, json]).toEqual([403, NO_COOKIE]);
  });

  it('is refused with a token that is not of this session', async () => {
    const { browser } = await signedIn();
    const other = (await signedIn()).browser.cookies.get('csrftoken')!;
    for (const planted of [other, 'planted', 'a'.repeat(65), '']) {
      browser.cookies.set('csrftoken', planted);
      const { json } = await browser.ask('POST', '/browser/', { 'X-CSRFToken': planted });
      expect(json, planted).toEqual(BAD_TOKEN);
    }
  });

  it('is refused when another site sends it', async () => {
    const { browser } = await signedIn();
    for (const Origin of ['http://evil.example', 'null', `${app.url}0`]) {
      const { status, json } = await browser.ask('POST', '/browser/', { ...browser.csrf, Origin });
      const detail = `CSRF Failed: Origin checking failed - ${Origin} does not match any trusted origins.`;
      expect([status, json]).toEqual([403, { detail }]);
    }
    const own = { ...browser.csrf, Origin: app.url };
    expect((await browser.ask('POST', '/browser/', own)).status).toBe(201);
  });

  it('is not asked for a token when nobody has signed in', async () => {
    const { json } = await app.request('POST', '/browser/');
    expect(json).toEqual({ detail: '身份认证信息未提供。' });
  });

  it('needs a token to sign in, too', async () => {
    const user = await createUser(app);
    const browser = new Browser();
    expect((await browser.ask('POST', `/browser/${user.id}/`)).json).toEqual(NO_COOKIE);
    const { json } = await browser.ask('GET', '/browser/form/');
    expect(json.token).toBe(browser.cookies.get('csrftoken'));
    // A page that is loaded again keeps its token, so that others that are open go on working.
    expect((await browser.ask('GET', '/browser/form/')).json.token).toBe(json.token);
    expect((await browser.ask('POST', `/browser/${user.id}/`, browser.csrf)).status).toBe(201);
  });
});

const PROXY = '127.0.0.1';
describe('behind a proxy that speaks TLS', () => {
  const behind = testSettings({ TRUSTED_PROXIES: PROXY });
  const secure = testApp(behind, {
    root: {
      module: BrowserModule,
      imports: [AppModule.forRoot(behind), UsersModule],
      controllers: [BrowserController],
    },
  });
  const forwarded = { 'X-Forwarded-Proto': 'https', 'X-Forwarded-For': '203.0.113.1' };

  it('cookies are sent over TLS only, and a change tells where it comes from', async () => {
    const { headers } = await secure.get('/browser/form/', forwarded);
    const [cookie] = headers.getSetCookie();
    expect(cookie).toMatch(/; Secure;/);
    const token = /csrftoken=([^;]+)/.exec(cookie!)![1]!;
    const given = { ...forwarded, Cookie: `csrftoken=${token}`, 'X-CSRFToken': token };
    const user = await createUser(secure);
    const ask = async (more: Record<string, string>) =>
      (await secure.request('POST', `/browser/${user.id}/`, { headers: { ...given, ...more } }))
        .json;
    expect(await ask({})).toEqual({ detail: 'CSRF Failed: Referer checking failed - no Referer.' });
    expect(await ask({ Referer: 'https://evil.example/a' })).toEqual({
      detail:
        'CSRF Failed: Referer checking failed - https://evil.example/a does not match any trusted origins.',
    });
    const { host } = new URL(secure.url);
    expect(await ask({ Referer: `https://${host}/page/` })).toEqual({});
  });
});

describe('behind a proxy that does not say how it was asked', () => {
  const told = testSettings({ PUBLIC_URL: 'https://shop.example' });
  const app = testApp(told);

  it('cookies are sent over TLS only where that is the address of the shop', async () => {
    const [cookie] = (await app.get('/admin/api/session/')).headers.getSetCookie();
    expect(cookie).toMatch(/^csrftoken=.*; Secure;/);
  });
});
