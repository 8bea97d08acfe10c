import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { OAUTH_PROVIDERS, type OAuthProviderName } from '../../oauth/oauth.settings.js';
import { DECLARATIONS } from '../../oauth/providers/declarations.js';
import { type Grant, Grants } from './grants.js';
import { authorizePage, messagePage, SCENARIOS, type Scenario } from './pages.js';
import { CONTENT_POLICY } from '../page.js';
import { openIdOf } from './people.js';
import { DIALECTS, type Dialect } from './dialects.js';

/** Bytes that say nothing, after the answer in the scenario `huge`. */
const HUGE = 10 * 1024 * 1024;

type Fields = Readonly<Partial<Record<string, string>>>;

/** Whom the sandbox knows. */
export interface SandboxClient {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Where it may send browsers back to. */
  readonly redirectUris: readonly string[];
}

/**
 * Plays QQ, Weibo and WeChat for development and tests: shows the page where people say who they
 * are, sends browsers back with a code, and answers the shop's questions as each of them does, or
 * fails as somebody has chosen on that page. Everybody is who they say.
 */
export class OAuthSandboxServer {
  private readonly grants = new Grants();
  private readonly server: FastifyInstance;
  private calls = 0;

  constructor(private readonly client: SandboxClient) {
    this.server = Fastify({ forceCloseConnections: true });
    this.server.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string' },
      (_request, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    this.server.get('/', (_request, reply) =>
      html(reply, messagePage('登录沙箱', '从商城的第三方登录进入。')),
    );
    for (const provider of OAUTH_PROVIDERS) this.routes(provider);
  }

  /** Calls that it has got from the shop. */
  get callCount(): number {
    return this.calls;
  }

  /** @returns the port that it listens on. @param port 0 takes any free one */
  async start(port: number, host: string): Promise<number> {
    await this.server.listen({ port, host });
    return (this.server.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    await this.server.close();
  }

  private routes(provider: OAuthProviderName): void {
    const { authorize, token, identity, profile } = DECLARATIONS[provider];
    const dialect = DIALECTS[provider];
    const { server } = this;
    server.get(authorize.path, (request, reply) => {
      const query = request.url.split('?')[1] ?? '';
      const wrong = this.mistakeIn(provider, query);
      if (wrong) return html(reply.status(400), messagePage('登录沙箱', wrong));
      return html(reply, authorizePage(DECLARATIONS[provider].title, query));
    });
    server.post(authorize.path, (request, reply) => this.decide(provider, request, reply));
    server.route({
      ...route(token),
      handler: (request, reply) => this.exchange(provider, dialect, request, reply),
    });
    if (identity.call) {
      server.route({
        ...route(identity.call),
        handler: (request, reply) => {
          const grant = this.grantOf(provider, request);
          if (!grant) return reply.status(dialect.refusalStatus).send(dialect.badToken);
          const audience = grant.scenario === 'foreign' ? 'another' : grant.clientId;
          return answer(reply, dialect.identity(openIdOf(provider, grant.person), audience));
        },
      });
    }
    server.route({
      ...route(profile),
      handler: (request, reply) => {
        const grant = this.grantOf(provider, request);
        if (!grant || grant.scenario === 'nameless') {
          return reply.status(dialect.refusalStatus).send(dialect.badToken);
        }
        return answer(reply, dialect.profile(grant.person));
      },
    });
  }

  /** @returns what is wrong with the shop's request; null when it is right */
  private mistakeIn(provider: OAuthProviderName, query: string): string | null {
    const fields = new URLSearchParams(query);
    const { id } = DECLARATIONS[provider].client;
    if (fields.get(id) !== this.client.clientId) return `unknown ${id}`;
    if (fields.get('response_type') !== 'code') return 'unknown response_type';
    const isKnown = this.client.redirectUris.includes(fields.get('redirect_uri') ?? '');
    return isKnown ? null : 'redirect uri is illegal';
  }

  /** Sends the browser back, with a code or without. */
  private decide(provider: OAuthProviderName, { body }: FastifyRequest, reply: FastifyReply) {
    const { request = '', person = '', scenario = 'normal', answer: decision } = body as Fields;
    const wrong = this.mistakeIn(provider, request);
    if (wrong || !Object.hasOwn(SCENARIOS, scenario)) {
      return html(reply.status(400), messagePage('登录沙箱', wrong ?? 'unknown scenario'));
    }
    const query = new URLSearchParams(request);
    const redirectUri = query.get('redirect_uri')!;
    const grant = {
      provider,
      person: person.trim() || 'alice',
      clientId: this.client.clientId,
      redirectUri,
      scenario: scenario as Scenario,
    };
    const outcome =
      decision === 'no' ? DIALECTS[provider].denied : `code=${this.grants.give(grant).code}`;
    const parts = [outcome, `state=${unescapedPath(query.get('state') ?? '')}`].filter(Boolean);
    const separator = redirectUri.includes('?') ? '&' : '?';
    return reply.redirect(redirectUri + separator + parts.join('&'), 302);
  }

  private exchange(
    provider: OAuthProviderName,
    dialect: Dialect,
    request: FastifyRequest,
    reply: FastifyReply,
  ) {
    this.calls += 1;
    const fields = fieldsOf(request);
    const { client } = DECLARATIONS[provider];
    const grant = this.grants.byCode(provider, fields.code);
    switch (grant?.scenario) {
      case 'silent':
        return reply.hijack();
      case 'down':
        request.raw.destroy();
        return reply.hijack();
      case 'error':
        return html(reply.status(500), messagePage('500', 'Internal Server Error'));
      case 'garbage':
        return html(reply, messagePage('维护中', '系统维护中，请稍后再试'));
      case 'moved':
        if (fields.moved) break;
        return reply.redirect(`${request.url}${request.url.includes('?') ? '&' : '?'}moved=1`, 307);
      default:
    }
    const isGood =
      grant &&
      !grant.isUsed &&
      grant.scenario !== 'expired' &&
      grant.expiresAt > Date.now() &&
      fields[client.id] === this.client.clientId &&
      fields[client.secret] === this.client.clientSecret &&
      fields.redirect_uri === grant.redirectUri &&
      fields.grant_type === 'authorization_code';
    if (!isGood) return reply.status(dialect.refusalStatus).send(dialect.badCode);
    grant.isUsed = true;
    const text = dialect.token(grant.accessToken, openIdOf(provider, grant.person));
    return answer(reply, grant.scenario === 'huge' ? text + ' '.repeat(HUGE) : text);
  }

  private grantOf(provider: OAuthProviderName, request: FastifyRequest): Grant | undefined {
    this.calls += 1;
    return this.grants.byToken(provider, fieldsOf(request).access_token);
  }
}

function route({ method, path }: { method: 'GET' | 'POST'; path: string }) {
  return { method, url: path };
}

function fieldsOf(request: FastifyRequest): Fields {
  return { ...(request.query as Fields), ...(request.body as Fields | undefined) };
}

/** QQ leaves slashes as they are, and a storefront's page relies on that. */
function unescapedPath(state: string): string {
  return encodeURIComponent(state).replaceAll('%2F', '/');
}

/** Like the real ones, text whatever it is. */
function answer(reply: FastifyReply, text: string): FastifyReply {
  return reply.type('text/html; charset=utf-8').send(text);
}

function html(reply: FastifyReply, text: string): FastifyReply {
  return answer(
    reply
      .header('Content-Security-Policy', CONTENT_POLICY)
      .header('Referrer-Policy', 'no-referrer'),
    text,
  );
}
