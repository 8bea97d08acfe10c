import { afterAll, beforeAll } from 'vitest';
import { createApplication } from '../../src/application.js';
import type { OAuthProviderName } from '../../src/oauth/oauth.settings.js';
import type { Settings } from '../../src/config/settings.js';
import { OAuthLink } from '../../src/oauth/entities/index.js';
import type { Scenario } from '../../src/sandbox/oauth/pages.js';
import { openIdOf } from '../../src/sandbox/oauth/people.js';
import { OAuthSandboxHost } from '../../src/sandbox/oauth/sandbox-host.js';
import type { OAuthSandboxServer } from '../../src/sandbox/oauth/sandbox-server.js';
import type { User } from '../../src/users/entities/index.js';
import { freePort } from './free-port.js';
import { TestApp, type Answer } from './app.js';
import { testSettings } from './settings.js';

/** What somebody does at the page of a provider. */
export interface Decision {
  readonly person?: string;
  readonly scenario?: Scenario;
  readonly answer?: 'yes' | 'no';
}

let people = 0;

/** Somebody whom no provider has seen. */
export function newPerson(): string {
  people += 1;
  return `小明${people}`;
}

/** A shop with the sandbox of its providers. */
export class OAuthShop extends TestApp {
  sandbox!: OAuthSandboxServer;

  constructor(readonly settings: Settings) {
    super();
  }

  /** Opens the provider's page and decides. @returns where the browser is sent back to */
  async decide(authorizeUrl: string, decision: Decision = {}): Promise<URL> {
    const page = await fetch(authorizeUrl);
    const hidden = /name="request" value="([^"]*)"/.exec(await page.text())?.[1];
    if (!hidden) throw new Error(`no page to sign in at: ${page.status}`);
    const request = hidden.replaceAll(/&#(\d+);/g, (_, code: string) =>
      String.fromCharCode(Number(code)),
    );
    const { origin, pathname } = new URL(authorizeUrl);
    const answer = await fetch(origin + pathname, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ request, person: 'alice', answer: 'yes', ...decision }),
    });
    if (answer.status !== 302) throw new Error(`${answer.status} ${await answer.text()}`);
    return new URL(answer.headers.get('location')!);
  }

  /** A code of QQ for the Meiduo page. */
  async qqCode(person: string, scenario: Scenario = 'normal'): Promise<string> {
    const { json } = await this.get('/oauth/qq/authorization/');
    const page = await this.decide(json.login_url, { person, scenario });
    return page.searchParams.get('code')!;
  }

  /** What the Meiduo page asks for with the code. */
  async qqUser(person: string, scenario?: Scenario): Promise<Answer> {
    return this.get(`/oauth/qq/user/?code=${await this.qqCode(person, scenario)}`);
  }

  /** The token that binds somebody's QQ account. */
  async bindingToken(person: string): Promise<string> {
    const { json } = await this.qqUser(person);
    return json.access_token;
  }

  bind(body: object): Promise<Answer> {
    return this.request('POST', '/oauth/qq/user/', { body });
  }

  links(provider: OAuthProviderName, person: string): Promise<OAuthLink[]> {
    const openId = openIdOf(provider, person);
    return this.dataSource.manager.findBy(OAuthLink, { provider, openId });
  }

  linksOf({ id: userId }: Pick<User, 'id'>): Promise<OAuthLink[]> {
    return this.dataSource.manager.findBy(OAuthLink, { userId });
  }

  async link(provider: OAuthProviderName, person: string, { id: userId }: User): Promise<void> {
    const link = { provider, openId: openIdOf(provider, person), userId, createdAt: new Date() };
    await this.unitOfWork.run(({ manager }) => manager.insert(OAuthLink, link));
  }
}

/** A browser that goes from the shop to a provider and back. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(
    private readonly shop: OAuthShop,
    private readonly headers: Record<string, string> = {},
  ) {}

  /** Opens a page of the API with the cookies that it has set for itself. */
  async open(path: string): Promise<Answer> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await this.shop.get(path, { ...this.headers, ...(cookie && { cookie }) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (/path=\/(;|$)/i.test(line)) this.cookies.set(name!, value!);
    }
    return answer;
  }

  /** Begins a sign-in. @returns the page of the provider */
  async begin(provider: string, next = ''): Promise<string> {
    const query = next && `?next=${encodeURIComponent(next)}`;
    const { status, headers, text } = await this.open(`/login/${provider}/${query}`);
    if (status !== 302) throw new Error(`${status} ${text}`);
    return headers.get('location')!;
  }

  /** Signs in at a provider. @returns what the shop answers in the end */
  async signIn(provider: string, decision: Decision = {}, next = ''): Promise<Answer> {
    const back = await this.shop.decide(await this.begin(provider, next), decision);
    return this.open(back.pathname + back.search);
  }
}

/** The cookies that an answer sets, each with its attributes. */
export function cookiesOf({ headers }: Answer): Record<string, string> {
  return Object.fromEntries(
    headers.getSetCookie().map((line) => {
      const [name, ...rest] = line.split('=');
      return [name!, rest.join('=')];
    }),
  );
}

/** Starts a shop and its sandbox before the tests and stops both after them. */
export async function oauthShop(overrides: Record<string, string> = {}): Promise<OAuthShop> {
  const [port, sandboxPort] = [await freePort(), await freePort()];
  const shop = new OAuthShop(
    testSettings({
      HOST: '127.0.0.1',
      PORT: String(port),
      PUBLIC_URL: `http://127.0.0.1:${port}`,
      STOREFRONT_URL: 'http://shop.example/index/',
      OAUTH_SANDBOX: 'on',
      OAUTH_SANDBOX_URL: `http://127.0.0.1:${sandboxPort}`,
      THROTTLE_LOGIN: '10000/minute',
      ...overrides,
    }),
  );
  beforeAll(async () => {
    shop.nest = await createApplication(shop.settings);
    await shop.nest.listen(port, '127.0.0.1');
    shop.url = `http://127.0.0.1:${port}`;
    shop.sandbox = (await shop.nest.get(OAuthSandboxHost, { strict: false }).server())!;
  });
  afterAll(() => shop.nest?.close());
  return shop;
}
