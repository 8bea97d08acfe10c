import { z } from 'zod';
import { urlWith, wholeNumber } from './values.js';

/** Environment variables about payments. */
export const paymentShape = {
  PUBLIC_URL: urlWith(['http:', 'https:']).optional(),
  STOREFRONT_URL: urlWith(['http:', 'https:']).default('http://localhost:8080'),
  PAY_SUCCESS_URL: urlWith(['http:', 'https:']).default(
    'http://www.meiduo.site:8080/pay_success.html',
  ),
  PAYMENT_PROVIDER: z.enum(['sandbox', 'alipay']).default('sandbox'),
  PAYMENT_RECONCILE_SECONDS: wholeNumber(0, 86_400, 60),
  PAYMENT_RECONCILE_AFTER: wholeNumber(0, 86_400, 120),
  ALIPAY_APP_ID: z.string().optional(),
  ALIPAY_SELLER_ID: z.string().optional(),
  ALIPAY_PRIVATE_KEY: z.string().optional(),
  ALIPAY_PRIVATE_KEY_FILE: z.string().optional(),
  ALIPAY_PUBLIC_KEY: z.string().optional(),
  ALIPAY_PUBLIC_KEY_FILE: z.string().optional(),
  ALIPAY_GATEWAY: urlWith(['https:', 'http:']).default('https://openapi.alipay.com/gateway.do'),
  SANDBOX_URL: urlWith(['http:', 'https:']).optional(),
};

type Variables = z.output<z.ZodObject<typeof paymentShape>>;

/** What Alipay tells and is told; keys are PEM or bare base64, in the environment or in a file. */
export interface AlipaySettings {
  readonly appId: string;
  /** The account that gets the money (PID); notifications about another's are refused. */
  readonly sellerId: string;
  readonly privateKey: KeySource;
  /** Alipay's public key, not the application's. */
  readonly publicKey: KeySource;
  readonly gateway: string;
}

/** Where a key comes from, and the variable that says so. */
export interface KeySource {
  readonly variable: string;
  readonly text?: string;
  readonly file?: string;
}

/** How the shop is paid. */
export interface PaymentSettings {
  /** Address of this API as the provider and the shopper's browser reach it, no slash at the end. */
  readonly publicUrl: string;
  /** Where the storefront that a shopper returns to begins, with a slash at the end. */
  readonly storefrontUrl: string;
  /** Page that the other storefront shows after a payment. */
  readonly successUrl: string;
  readonly provider: 'sandbox' | 'alipay';
  /** Pause between two sweeps for payments nobody told of, in seconds; 0 turns them off. */
  readonly reconcileSeconds: number;
  /** Age in seconds from which the provider is asked about an unpaid order. */
  readonly reconcileAfter: number;
  /** Set when Alipay is the provider. */
  readonly alipay: AlipaySettings | undefined;
  /** Address and port of the sandbox. */
  readonly sandboxUrl: string;
  readonly sandboxPort: number;
}

/** Tells what is missing or must not be; the sandbox is never production's. */
export function checkPayments(
  env: Variables & { NODE_ENV: string },
  complain: (variable: string, message: string) => void,
): void {
  const isProduction = env.NODE_ENV === 'production';
  if (isProduction && env.PAYMENT_PROVIDER === 'sandbox') {
    complain('PAYMENT_PROVIDER', 'production needs real payments: set it to alipay');
  }
  if (env.PAYMENT_PROVIDER === 'sandbox') return;
  const required = ['ALIPAY_APP_ID', 'ALIPAY_SELLER_ID', 'PUBLIC_URL'] as const;
  for (const variable of required) {
    if (!env[variable]) complain(variable, 'missing although PAYMENT_PROVIDER is alipay');
  }
  for (const variable of ['ALIPAY_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY'] as const) {
    const file = `${variable}_FILE` as const;
    if (!env[variable] && !env[file]) {
      complain(variable, `missing although PAYMENT_PROVIDER is alipay; or name a file by ${file}`);
    }
    if (env[variable] && env[file]) complain(variable, `set it or ${file}, not both`);
  }
}

/** The settings behind checked variables. @param port of the API */
export function paymentSettings(env: Variables, port: number): PaymentSettings {
  const sandboxPort = port === 0 ? 0 : port + 1;
  const sandboxUrl = env.SANDBOX_URL ?? `http://localhost:${sandboxPort}`;
  return {
    publicUrl: withoutSlash(env.PUBLIC_URL ?? `http://localhost:${port}`),
    storefrontUrl: `${withoutSlash(env.STOREFRONT_URL)}/`,
    successUrl: env.PAY_SUCCESS_URL,
    provider: env.PAYMENT_PROVIDER,
    reconcileSeconds: env.PAYMENT_RECONCILE_SECONDS,
    reconcileAfter: env.PAYMENT_RECONCILE_AFTER,
    alipay: env.PAYMENT_PROVIDER === 'alipay' ? alipaySettings(env) : undefined,
    sandboxUrl: withoutSlash(sandboxUrl),
    sandboxPort: Number(new URL(sandboxUrl).port) || sandboxPort,
  };
}

function alipaySettings(env: Variables): AlipaySettings {
  return {
    appId: env.ALIPAY_APP_ID!,
    sellerId: env.ALIPAY_SELLER_ID!,
    privateKey: keySource(env, 'ALIPAY_PRIVATE_KEY'),
    publicKey: keySource(env, 'ALIPAY_PUBLIC_KEY'),
    gateway: env.ALIPAY_GATEWAY,
  };
}

function keySource(
  env: Variables,
  variable: 'ALIPAY_PRIVATE_KEY' | 'ALIPAY_PUBLIC_KEY',
): KeySource {
  const file = env[`${variable}_FILE`];
  return file ? { variable: `${variable}_FILE`, file } : { variable, text: env[variable]! };
}

/**
 * What a browser would suffer from: it keeps the cookies of `localhost` apart from those of
 * `127.0.0.1`, so that whoever signs in at the one is nobody at the other.
 *
 * @returns a warning, or undefined
 */
export function namesOfOneMachine({ publicUrl, storefrontUrl }: PaymentSettings) {
  const hosts = [publicUrl, storefrontUrl].map((url) => new URL(url).hostname);
  const isSplit = hosts[0] !== hosts[1] && hosts.every((host) => LOOPBACK.has(host));
  return isSplit
    ? `PUBLIC_URL is at ${hosts[0]}, STOREFRONT_URL at ${hosts[1]}: cookies are lost between them`
    : undefined;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
