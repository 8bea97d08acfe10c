import { z } from 'zod';
import { urlWith } from './values.js';

/** Whose accounts people can sign in with. */
export const OAUTH_PROVIDERS = ['qq', 'weibo', 'weixin'] as const;
export type OAuthProviderName = (typeof OAUTH_PROVIDERS)[number];

const url = urlWith(['http:', 'https:']);

/** Environment variables about signing in with other services' accounts. */
export const oauthShape = {
  OAUTH_QQ_BASE_URL: url.optional(),
  OAUTH_QQ_CLIENT_ID: z.string().optional(),
  OAUTH_QQ_CLIENT_SECRET: z.string().optional(),
  OAUTH_QQ_REDIRECT_URI: url.default('http://www.meiduo.site:8080/oauth_callback.html'),
  OAUTH_WEIBO_BASE_URL: url.optional(),
  OAUTH_WEIBO_CLIENT_ID: z.string().optional(),
  OAUTH_WEIBO_CLIENT_SECRET: z.string().optional(),
  OAUTH_WEIBO_REDIRECT_URI: url.optional(),
  OAUTH_WEIXIN_BASE_URL: url.optional(),
  OAUTH_WEIXIN_CLIENT_ID: z.string().optional(),
  OAUTH_WEIXIN_CLIENT_SECRET: z.string().optional(),
  OAUTH_WEIXIN_REDIRECT_URI: url.optional(),
  OAUTH_COOKIE_DOMAIN: z
    .string()
    .regex(/^[a-z\d-]+(\.[a-z\d-]+)+$/i, 'expected a domain such as example.com')
    .optional(),
  OAUTH_SANDBOX: z.enum(['auto', 'on', 'off']).default('auto'),
  OAUTH_SANDBOX_URL: url.optional(),
};

type Variables = z.output<z.ZodObject<typeof oauthShape>>;

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

/** Tells what is missing or must not be; the sandbox is never production's. */
export function checkOAuth(
  env: Variables & { NODE_ENV: string },
  complain: (variable: string, message: string) => void,
): void {
  if (env.NODE_ENV === 'production' && env.OAUTH_SANDBOX === 'on') {
    complain('OAUTH_SANDBOX', 'production needs real providers: set it to off');
  }
  for (const name of OAUTH_PROVIDERS) {
    const { id, secret } = variablesOf(name);
    if (env[id] && !env[secret]) complain(secret, `missing although ${id} is set`);
  }
}

/**
 * The settings behind checked variables.
 *
 * @param port of the API
 * @param publicUrl address of the API, no slash at the end
 * @param isDemo whether this is the embedded demo shop
 */
export function oauthSettings(
  env: Variables,
  port: number,
  publicUrl: string,
  isDemo: boolean,
): OAuthSettings {
  const sandbox = env.OAUTH_SANDBOX === 'on' || (env.OAUTH_SANDBOX === 'auto' && isDemo);
  const port2 = port === 0 ? 0 : port + 2;
  const sandboxUrl = withoutSlash(env.OAUTH_SANDBOX_URL ?? `http://localhost:${port2}`);
  const clientOf = (name: OAuthProviderName): OAuthClientSettings | undefined => {
    const { id, secret, base } = variablesOf(name);
    const baseUrl = env[base];
    if (env[id]) {
      const address = baseUrl === undefined ? undefined : withoutSlash(baseUrl);
      return { clientId: env[id], clientSecret: env[secret]!, baseUrl: address };
    }
    return sandbox
      ? { clientId: 'sandbox', clientSecret: 'sandbox', baseUrl: sandboxUrl }
      : undefined;
  };
  return {
    clients: { qq: clientOf('qq'), weibo: clientOf('weibo'), weixin: clientOf('weixin') },
    qqPage: env.OAUTH_QQ_REDIRECT_URI,
    completeUrls: {
      qq: `${publicUrl}/complete/qq/`,
      weibo: env.OAUTH_WEIBO_REDIRECT_URI ?? `${publicUrl}/complete/weibo/`,
      weixin: env.OAUTH_WEIXIN_REDIRECT_URI ?? `${publicUrl}/complete/weixin/`,
    },
    cookieDomain: env.OAUTH_COOKIE_DOMAIN,
    sandbox,
    sandboxUrl,
    sandboxPort: Number(new URL(sandboxUrl).port) || port2,
  };
}

function variablesOf(name: OAuthProviderName) {
  const prefix = `OAUTH_${name.toUpperCase() as Uppercase<OAuthProviderName>}` as const;
  return {
    id: `${prefix}_CLIENT_ID`,
    secret: `${prefix}_CLIENT_SECRET`,
    base: `${prefix}_BASE_URL`,
  } as const;
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
