import { z } from 'zod';
import { defineSettings, type Values, variable } from '../config/group.js';
import { onOff, webAddress, withoutSlash } from '../config/values.js';

/** Whose accounts people can sign in with. */
export const OAUTH_PROVIDERS = ['qq', 'weibo', 'weixin'] as const;
export type OAuthProviderName = (typeof OAUTH_PROVIDERS)[number];

/** How the shop is known to a provider, and where the provider is. */
export interface OAuthClientSettings {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Instead of the provider's own addresses; no slash at the end. */
  readonly baseUrl: string | undefined;
}

/** Signing in with other services' accounts. */
export interface OAuthSettings {
  /** By provider; one that is absent is off. */
  readonly clients: Readonly<Partial<Record<OAuthProviderName, OAuthClientSettings>>>;
  /** Page of the Meiduo storefront that QQ sends browsers back to. */
  readonly qqPage: string;
  /** Where providers send browsers back to that have come by `/login/<provider>/`. */
  readonly completeUrls: Readonly<Record<OAuthProviderName, string>>;
  /** Whose hosts get the cookies with the token; undefined: only the API's own. */
  readonly cookieDomain: string | undefined;
  /** Whether this process plays the providers that have no client id. */
  readonly sandbox: boolean;
  /** Address and port of the sandbox. */
  readonly sandboxUrl: string;
  readonly sandboxPort: number;
}

const text = () => z.string().optional();
const address = () => webAddress().optional();

const variables = {
  OAUTH_QQ_CLIENT_ID: variable(
    'How the shop is known to QQ; without it QQ is off, or played by the sandbox.',
    text(),
  ),
  OAUTH_QQ_CLIENT_SECRET: variable('Required with the id.', text()),
  OAUTH_QQ_REDIRECT_URI: variable(
    'Page of the Meiduo storefront that QQ sends browsers back to. For a sign-in that began at /login/qq/ register PUBLIC_URL/complete/qq/ with QQ as well.',
    webAddress().default('http://www.meiduo.site:8080/oauth_callback.html'),
  ),
  OAUTH_QQ_BASE_URL: variable("Instead of QQ's own addresses.", address()),
  OAUTH_WEIBO_CLIENT_ID: variable('As for QQ.', text()),
  OAUTH_WEIBO_CLIENT_SECRET: variable('Required with the id.', text()),
  OAUTH_WEIBO_REDIRECT_URI: variable('Where Weibo sends browsers back to.', address(), {
    unset: 'PUBLIC_URL/complete/weibo/',
  }),
  OAUTH_WEIBO_BASE_URL: variable("Instead of Weibo's own addresses.", address()),
  OAUTH_WEIXIN_CLIENT_ID: variable('As for QQ.', text()),
  OAUTH_WEIXIN_CLIENT_SECRET: variable('Required with the id.', text()),
  OAUTH_WEIXIN_REDIRECT_URI: variable('Where WeChat sends browsers back to.', address(), {
    unset: 'PUBLIC_URL/complete/weixin/',
  }),
  OAUTH_WEIXIN_BASE_URL: variable("Instead of WeChat's own addresses.", address()),
  OAUTH_COOKIE_DOMAIN: variable(
    'Domain that the API and the storefront share, for the cookies that sign in a storefront on another host (example.com for api.example.com and www.example.com). Not needed on one host.',
    z
      .string()
      .regex(/^[a-z\d-]+(\.[a-z\d-]+)+$/i, 'expected a domain such as example.com')
      .optional(),
    { unset: "the API's own host" },
  ),
  OAUTH_SANDBOX: variable(
    'Whether providers without a client id are played by a sandbox on a port of its own: on, off, or auto, which is on in the embedded demo shop. Refused in production.',
    onOff(),
  ),
  OAUTH_SANDBOX_URL: variable('Address of that sandbox.', address(), {
    unset: 'http://localhost:(PORT + 2)',
  }),
};

export const oauthSettings = defineSettings({
  title: 'Signing in with other accounts',
  variables,
  check(env, { isProduction }, complain) {
    if (isProduction && env.OAUTH_SANDBOX === 'on') {
      complain('OAUTH_SANDBOX', 'production needs real providers: set it to off');
    }
    for (const name of OAUTH_PROVIDERS) {
      const { id, secret } = variablesOf(name);
      if (env[id] && !env[secret]) complain(secret, `missing although ${id} is set`);
    }
  },
  values(env, { port, publicUrl, isDemo }): OAuthSettings {
    const sandbox = env.OAUTH_SANDBOX === 'on' || (env.OAUTH_SANDBOX === 'auto' && isDemo);
    const ownPort = port === 0 ? 0 : port + 2;
    const sandboxUrl = withoutSlash(env.OAUTH_SANDBOX_URL ?? `http://localhost:${ownPort}`);
    return {
      clients: Object.fromEntries(
        OAUTH_PROVIDERS.map((name) => [
          name,
          clientOf(name, env, sandbox ? sandboxUrl : undefined),
        ]),
      ),
      qqPage: env.OAUTH_QQ_REDIRECT_URI,
      completeUrls: {
        qq: `${publicUrl}/complete/qq/`,
        weibo: env.OAUTH_WEIBO_REDIRECT_URI ?? `${publicUrl}/complete/weibo/`,
        weixin: env.OAUTH_WEIXIN_REDIRECT_URI ?? `${publicUrl}/complete/weixin/`,
      },
      cookieDomain: env.OAUTH_COOKIE_DOMAIN,
      sandbox,
      sandboxUrl,
      sandboxPort: Number(new URL(sandboxUrl).port) || ownPort,
    };
  },
});

function clientOf(
  name: OAuthProviderName,
  env: Values<typeof variables>,
  sandboxUrl: string | undefined,
): OAuthClientSettings | undefined {
  const { id, secret, base } = variablesOf(name);
  const clientId = env[id];
  const clientSecret = env[secret];
  if (clientId && clientSecret) {
    return { clientId, clientSecret, baseUrl: env[base] && withoutSlash(env[base]) };
  }
  return sandboxUrl
    ? { clientId: 'sandbox', clientSecret: 'sandbox', baseUrl: sandboxUrl }
    : undefined;
}

function variablesOf(name: OAuthProviderName) {
  const prefix = `OAUTH_${name.toUpperCase() as Uppercase<OAuthProviderName>}` as const;
  return {
    id: `${prefix}_CLIENT_ID`,
    secret: `${prefix}_CLIENT_SECRET`,
    base: `${prefix}_BASE_URL`,
  } as const;
}
