import { z } from 'zod';
import { defineSettings, type Values, variable } from '../config/group.js';
import { webAddress, wholeNumber, withoutSlash } from '../config/values.js';

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
  /** Page that the Meiduo storefront shows after a payment. */
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

const key = () => z.string().optional();

const variables = {
  PAYMENT_PROVIDER: variable(
    'Who takes payments: alipay, or sandbox, which plays Alipay on a port of its own and is refused in production.',
    z.enum(['sandbox', 'alipay']).default('sandbox'),
  ),
  PAY_SUCCESS_URL: variable(
    'Page that the Meiduo storefront shows after paying.',
    webAddress().default('http://www.meiduo.site:8080/pay_success.html'),
  ),
  PAYMENT_RECONCILE_SECONDS: variable(
    'Seconds between two sweeps for payments that nobody told of; 0: none.',
    wholeNumber(0, 86_400, 60),
  ),
  PAYMENT_RECONCILE_AFTER: variable(
    'Age in seconds from which the provider is asked about an unpaid order.',
    wholeNumber(0, 86_400, 120),
  ),
  ALIPAY_APP_ID: variable('Id of the application. Required with Alipay.', z.string().optional()),
  ALIPAY_SELLER_ID: variable(
    'PID of the account that is paid. Required with Alipay.',
    z.string().optional(),
  ),
  ALIPAY_PRIVATE_KEY: variable('Private key of the application, PEM or bare base64.', key()),
  ALIPAY_PRIVATE_KEY_FILE: variable('A file with it instead.', key()),
  ALIPAY_PUBLIC_KEY: variable(
    'Public key of Alipay, not of the application, PEM or bare base64.',
    key(),
  ),
  ALIPAY_PUBLIC_KEY_FILE: variable('A file with it instead.', key()),
  ALIPAY_GATEWAY: variable(
    "Address of Alipay's API.",
    webAddress().default('https://openapi.alipay.com/gateway.do'),
  ),
  SANDBOX_URL: variable(
    'Address of the sandbox. Each API process starts one on that port unless it is taken; several nodes share the one of `npm run sandbox`.',
    webAddress().optional(),
    { unset: 'http://localhost:(PORT + 1)' },
  ),
};

type Env = Values<typeof variables>;

export const paymentSettings = defineSettings({
  title: 'Payments',
  variables,
  check(env, { isProduction, hasPublicUrl }, complain) {
    if (isProduction && env.PAYMENT_PROVIDER === 'sandbox') {
      complain('PAYMENT_PROVIDER', 'production needs real payments: set it to alipay');
    }
    if (env.PAYMENT_PROVIDER === 'sandbox') return;
    for (const variable of ['ALIPAY_APP_ID', 'ALIPAY_SELLER_ID'] as const) {
      if (!env[variable]) complain(variable, 'missing although PAYMENT_PROVIDER is alipay');
    }
    if (!hasPublicUrl) complain('PUBLIC_URL', 'missing although PAYMENT_PROVIDER is alipay');
    for (const variable of ['ALIPAY_PRIVATE_KEY', 'ALIPAY_PUBLIC_KEY'] as const) {
      const file = `${variable}_FILE` as const;
      if (!env[variable] && !env[file]) {
        const hint = `or name a file by ${file}`;
        complain(variable, `missing although PAYMENT_PROVIDER is alipay; ${hint}`);
      }
      if (env[variable] && env[file]) complain(variable, `set it or ${file}, not both`);
    }
  },
  values(env, { port }): PaymentSettings {
    const sandboxPort = port === 0 ? 0 : port + 1;
    const sandboxUrl = withoutSlash(env.SANDBOX_URL ?? `http://localhost:${sandboxPort}`);
    return {
      successUrl: env.PAY_SUCCESS_URL,
      provider: env.PAYMENT_PROVIDER,
      reconcileSeconds: env.PAYMENT_RECONCILE_SECONDS,
      reconcileAfter: env.PAYMENT_RECONCILE_AFTER,
      alipay: env.PAYMENT_PROVIDER === 'alipay' ? alipaySettings(env) : undefined,
      sandboxUrl,
      sandboxPort: Number(new URL(sandboxUrl).port) || sandboxPort,
    };
  },
});

function alipaySettings(env: Env): AlipaySettings {
  return {
    appId: env.ALIPAY_APP_ID!,
    sellerId: env.ALIPAY_SELLER_ID!,
    privateKey: keySource(env, 'ALIPAY_PRIVATE_KEY'),
    publicKey: keySource(env, 'ALIPAY_PUBLIC_KEY'),
    gateway: env.ALIPAY_GATEWAY,
  };
}

function keySource(env: Env, variable: 'ALIPAY_PRIVATE_KEY' | 'ALIPAY_PUBLIC_KEY'): KeySource {
  const file = env[`${variable}_FILE`];
  return file ? { variable: `${variable}_FILE`, file } : { variable, text: env[variable]! };
}
