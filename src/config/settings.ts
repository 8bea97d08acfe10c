import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { z } from 'zod';
import { type MailAddress, parseMailAddress } from './mail-address.js';
import { checkOAuth, oauthSettings, type OAuthSettings, oauthShape } from './oauth-settings.js';
import {
  orderLimitSettings,
  type OrderLimitSettings,
  orderLimitShape,
} from './order-limit-settings.js';
import {
  checkPayments,
  paymentSettings,
  type PaymentSettings,
  paymentShape,
} from './payment-settings.js';
import { processSettings, type ProcessSettings, processShape } from './process-settings.js';
import { isPublicKey, ownSecretKey, SECRET_KEY_LENGTH } from './secret-key.js';
import { ticketSettings, type TicketSettings, ticketShape } from './ticket-settings.js';
import { isOrigin, isProxyAddress, isTimeZone, urlWith, wholeNumber } from './values.js';

const DEVELOPMENT_ORIGINS =
  'http://localhost:*,http://127.0.0.1:*,http://www.meiduo.site:8080,http://api.meiduo.site:8000';

const DEVELOPMENT_SENDER: MailAddress = { name: 'Shop', address: 'shop@localhost' };

/** RFC 9110, 5.6.2: what a word in a header is made of. */
const HTTP_TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

const commaList = z
  .string()
  .transform((value) => value.split(',').map((item) => item.trim()))
  .transform((items) => items.filter((item) => item !== ''));

const secretKey = z
  .string()
  .min(SECRET_KEY_LENGTH, `expected at least ${SECRET_KEY_LENGTH} characters`)
  .refine((key) => !isPublicKey(key), 'everybody knows this key: make one of your own');

const throttleRate = z
  .string()
  .regex(/^[1-9]\d*\/(s|sec|second|m|min|minute|h|hour|d|day)s?$/, 'expected a rate like 100/day')
  .optional();

function mailAddress(text: string, context: z.RefinementCtx): MailAddress {
  const address = parseMailAddress(text);
  if (address) return address;
  context.addIssue({ code: 'custom', message: 'expected a@b or Name <a@b>' });
  return z.NEVER;
}

function isBucket({ username, password, pathname }: URL): boolean {
  return username !== '' && password !== '' && /^\/[^/]+\/?$/.test(pathname);
}

/** The next database of the same server; from the last of Redis' usual sixteen the first. */
function secondDatabase(redisUrl: string): string {
  const url = new URL(redisUrl);
  const database = Number(url.pathname.slice(1)) || 0;
  url.pathname = `/${(database + 1) % 16}`;
  return url.href;
}

const schema = z
  .object({
    NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
    HOST: z.string().default('0.0.0.0'),
    PORT: wholeNumber(0, 65_535, 8000),
    DATA_DIR: z.string().default('./data'),
    MEDIA_ROOT: z.string().optional(),
    DATABASE_URL: urlWith(['mysql:'])
      .refine((value) => !URL.canParse(value) || new URL(value).pathname.length > 1, {
        message: 'the database name is missing after the last slash',
      })
      .optional(),
    DATABASE_POOL_SIZE: wholeNumber(2, 1000, 10),
    REDIS_URL: urlWith(['redis:', 'rediss:']).optional(),
    REDIS_CACHE_URL: urlWith(['redis:', 'rediss:']).optional(),
    REDIS_PREFIX: z.string().default('shop:'),
    SECRET_KEY: secretKey.optional(),
    SECRET_KEY_FALLBACKS: commaList.pipe(z.array(secretKey)).prefault(''),
    JWT_LIFETIME: wholeNumber(60, 31_536_000, 7 * 86_400),
    JWT_SCHEMES: commaList
      .refine(
        (schemes) => schemes.length > 0 && schemes.every((scheme) => HTTP_TOKEN.test(scheme)),
        'expected words such as JWT, Bearer',
      )
      .prefault('JWT, Bearer, Token'),
    SESSION_LIFETIME: wholeNumber(60, 31_536_000, 14 * 86_400),
    SESSION_IDLE_LIFETIME: wholeNumber(60, 31_536_000, 12 * 3600),
    EMAIL_VERIFICATION_URL: urlWith(['http:', 'https:']).default(
      'http://www.meiduo.site:8080/success_verify_email.html',
    ),
    ALLOWED_HOSTS: commaList.optional(),
    CORS_ORIGINS: commaList
      .refine((items) => items.every(isOrigin), 'expected origins such as https://shop.example')
      .optional(),
    TRUSTED_PROXIES: commaList
      .refine((items) => items.every(isProxyAddress), 'expected IP addresses or CIDR networks')
      .prefault(''),
    THROTTLE_ANON: throttleRate,
    THROTTLE_USER: throttleRate,
    THROTTLE_LOGIN: throttleRate.unwrap().default('20/minute'),
    THROTTLE_UPLOAD: throttleRate.unwrap().default('30/minute'),
    THROTTLE_ORDER: throttleRate.unwrap().default('10/minute'),
    THROTTLE_COMMENT: throttleRate.unwrap().default('10/minute'),
    THROTTLE_TICKET: throttleRate.unwrap().default('10/minute'),
    THROTTLE_LOOKUP: throttleRate.unwrap().default('60/minute'),
    THROTTLE_CODES: throttleRate.unwrap().default('20/minute'),
    THROTTLE_CAPTCHA: throttleRate.unwrap().default('60/minute'),
    CAPTCHA_REQUIRED: z.enum(['auto', 'on', 'off']).default('auto'),
    SMS_HOURLY_BUDGET: wholeNumber(1, 1_000_000, 1000),
    SMS_DAILY_PER_MOBILE: wholeNumber(1, 1_000_000, 10),
    SMS_DAILY_PER_IP: wholeNumber(1, 1_000_000, 50),
    BROWSABLE_API: z.enum(['auto', 'on', 'off']).default('auto'),
    CACHE_TTL: wholeNumber(0, 31_536_000, 60),
    STOCK_RESERVATION: z.enum(['order', 'cart']).default('order'),
    CART_RESERVATION_MINUTES: wholeNumber(1, 10_080, 30),
    CART_LINE_MAX: wholeNumber(1, 1_000_000, 99),
    ORDER_PAYMENT_MINUTES: wholeNumber(1, 43_200, 30),
    AUTO_RECEIVE_DAYS: wholeNumber(1, 365, 10),
    FREIGHT_CENTS: wholeNumber(0, 1_000_000, 0),
    FREE_SHIPPING_FROM_CENTS: wholeNumber(0, 1_000_000_000, 9900),
    STORAGE_URL: urlWith(['https:', 'http:'])
      .refine((value) => !URL.canParse(value) || isBucket(new URL(value)), {
        message: 'expected https://key:secret@host/bucket',
      })
      .optional(),
    UPLOAD_MAX_BYTES: wholeNumber(1024, 104_857_600, 5_242_880),
    TIME_ZONE: z
      .string()
      .refine(isTimeZone, 'expected an IANA name such as Asia/Shanghai')
      .default('Asia/Shanghai'),
    LOG_LEVEL: z
      .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'])
      .default('info'),
    DEMO_DATA: z.enum(['auto', 'on', 'off']).default('auto'),
    WORKERS: wholeNumber(0, 1000, 5),
    SMS_PROVIDER: z.enum(['outbox', 'yunpian']).default('outbox'),
    SMS_TEMPLATE: z
      .string()
      .refine((text) => text.includes('{code}'), 'expected a text with {code} in it')
      .default('【商城】您的验证码是{code}。如非本人操作，请忽略本短信'),
    SMS_NOTICE_TEMPLATE: z
      .string()
      .refine((text) => text.includes('{event}'), 'expected a text with {event} in it')
      .default('【商城】您的账号{event}。如非本人操作，请立即修改密码'),
    YUNPIAN_API_KEY: z.string().optional(),
    YUNPIAN_BASE_URL: urlWith(['https:', 'http:']).default('https://sms.yunpian.com'),
    MAIL_URL: urlWith(['smtp:', 'smtps:']).optional(),
    EMAIL_FROM: z.string().transform(mailAddress).optional(),
    ...processShape,
    ...orderLimitShape,
    ...ticketShape,
    ...paymentShape,
    ...oauthShape,
  })
  .superRefine((env, context) => {
    const complain = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (env.DATABASE_URL && !env.REDIS_URL) {
      complain('REDIS_URL', 'missing although DATABASE_URL is set: set both or neither');
    }
    if (env.REDIS_URL && !env.DATABASE_URL) {
      complain('DATABASE_URL', 'missing although REDIS_URL is set: set both or neither');
    }
    if (env.DATABASE_URL && !env.SECRET_KEY) {
      complain('SECRET_KEY', 'missing although DATABASE_URL is set: at least 32 characters');
    }
    if (env.NODE_ENV === 'production' && env.SMS_PROVIDER === 'outbox') {
      complain('SMS_PROVIDER', 'production needs a provider that sends: set it to yunpian');
    }
    if (env.NODE_ENV === 'production' && !env.MAIL_URL) {
      complain('MAIL_URL', 'production needs a mail server such as smtp://user:password@host:587');
    }
    if (env.SMS_PROVIDER === 'yunpian' && !env.YUNPIAN_API_KEY) {
      complain('YUNPIAN_API_KEY', 'missing although SMS_PROVIDER is yunpian');
    }
    if (env.MAIL_URL && !env.EMAIL_FROM) {
      complain('EMAIL_FROM', 'missing although MAIL_URL is set');
    }
    if (env.NODE_ENV === 'production' && env.ALLOWED_HOSTS === undefined) {
      complain('ALLOWED_HOSTS', 'production needs the names of its hosts such as api.example.com');
    }
    checkPayments(env, complain);
    checkOAuth(env, complain);
  });

/** Names of all environment variables that {@link loadSettings} reads. */
export const SETTING_VARIABLES: readonly string[] = Object.keys(schema.shape);

/** The environment cannot be used; the message is one line that names the variable. */
export class SettingsError extends Error {
  override readonly name = 'SettingsError';
}

/**
 * `embedded`: SQLite file, everything else in process. `stack`: MySQL or MariaDB, and Redis.
 */
export type Mode = 'embedded' | 'stack';

/** The validated configuration of one process, and its injection token. */
export class Settings {
  readonly nodeEnv: 'development' | 'production' | 'test';
  readonly mode: Mode;
  /** Address and port to listen on; port 0 takes any free one. */
  readonly host: string;
  readonly port: number;
  /** Folder of the embedded database. */
  readonly dataDir: string;
  /** Folder of uploaded and generated pictures. */
  readonly mediaRoot: string;
  /** `mysql://user:password@host:port/database`; set in stack mode only. */
  readonly databaseUrl: string | undefined;
  /** Connections that one process opens at most. */
  readonly databasePoolSize: number;
  /** Set in stack mode only. */
  readonly redisUrl: string | undefined;
  /** Where responses are kept, apart from limits and codes. Set in stack mode only. */
  readonly redisCacheUrl: string | undefined;
  /** Starts every Redis key, so that several installations can share a server. */
  readonly redisPrefix: string;
  /** Signs what the shop hands out. The embedded shop makes one of its own when it is asked. */
  readonly secretKey!: string;
  /** Former keys: what they signed still counts. DJANGO: settings.SECRET_KEY_FALLBACKS. */
  readonly secretKeyFallbacks: readonly string[];
  /** How long a sign-in lasts, in seconds. */
  readonly jwtLifetime: number;
  /** Words before the token in the `Authorization` header, in any case; 401s name the first. */
  readonly jwtSchemes: readonly string[];
  /** How long a browser's session lasts at most, and how long unused, in seconds. */
  readonly sessionLifetime: number;
  readonly sessionIdleLifetime: number;
  /** Page of the storefront that verifies an e-mail address; its link adds `?token=`. */
  readonly emailVerificationUrl: string;
  /** DJANGO: settings.ALLOWED_HOSTS. */
  readonly allowedHosts: readonly string[];
  /** Origins that browsers may call from; `*` stands for all, a port of `*` for any port. */
  readonly corsOrigins: readonly string[];
  /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** DRF rates such as `100/day`. DRF: settings.DEFAULT_THROTTLE_RATES. */
  readonly throttleAnon: string | undefined;
  readonly throttleUser: string | undefined;
  /** Attempts to sign in from one address. */
  readonly throttleLogin: string;
  /** Requests with files of one user. */
  readonly throttleUpload: string;
  /** Orders that one user places. */
  readonly throttleOrder: string;
  /** Comments on movies per user. */
  readonly throttleComment: string;
  /** Seats that one user asks for. */
  readonly throttleTicket: string;
  /** Questions who has an account, and requests for codes, from one address. */
  readonly throttleLookup: string;
  readonly throttleCodes: string;
  /** Captcha pictures, and sign-ins begun at a provider, from one address: each is remembered. */
  readonly throttleCaptcha: string;
  /** Codes by SMS that all clients together get within an hour. */
  readonly smsHourlyBudget: number;
  /** Whether a code by SMS is sent only to those who answer a captcha. */
  readonly captchaRequired: boolean;
  /** Codes in 24 hours to one mobile, and for one client; e-mails are counted apart. */
  readonly smsDailyPerMobile: number;
  readonly smsDailyPerIp: number;
  /** Whether browsers get pages instead of JSON. */
  readonly browsableApi: boolean;
  /** Lifetime of cached responses in seconds; 0 turns the cache off. */
  readonly cacheTtl: number;
  /** Whether pieces leave the stock when they are ordered, or already when a cart takes them. */
  readonly stockReservation: 'order' | 'cart';
  /** How long a cart keeps pieces out of the stock after its last change, in minutes. */
  readonly cartReservationMinutes: number;
  /** Most pieces of one goods in a cart. */
  readonly cartLineMax: number;
  /** How long an order waits for its payment, in minutes. */
  readonly orderPaymentMinutes: number;
  readonly orderLimits: OrderLimitSettings;
  /** How long after it was sent an order counts as received, in days. */
  readonly autoReceiveDays: number;
  /** What sending an order costs, unless all its goods are free of it. */
  readonly freightCents: number;
  /** Orders of goods worth that much are sent for nothing. */
  readonly freeShippingFromCents: number;
  /** Bucket that keeps uploads, `https://key:secret@host/bucket?region=name`; else a folder does. */
  readonly storageUrl: string | undefined;
  /** Largest file that users may upload, in bytes. */
  readonly uploadMaxBytes: number;
  /** IANA zone in which times are shown. */
  readonly timeZone: string;
  readonly logLevel: string;
  /** Whether an empty catalogue is filled with the demo shop at start. */
  readonly demoData: boolean;
  /** Whether this is the embedded demo, which has a box office and plays everybody outside too. */
  readonly isDemo: boolean;
  /** Jobs that this process runs at once; in stack mode 0 leaves them to other processes. */
  readonly workers: number;
  /** What sends SMS; `outbox` keeps them in a file for developers. */
  readonly smsProvider: 'outbox' | 'yunpian';
  /** Text of an SMS with a verification code, which takes the place of `{code}`. */
  readonly smsTemplate: string;
  /** Text of an SMS about an account, which takes what happened in the place of `{event}`. */
  readonly smsNoticeTemplate: string;
  /** Set when Yunpian sends. */
  readonly yunpianApiKey: string | undefined;
  readonly yunpianBaseUrl: string;
  /** `smtp://` or `smtps://` with user and password; without it mails go to the outbox. */
  readonly mailUrl: string | undefined;
  /** Sender of all mails. */
  readonly emailFrom: MailAddress;
  readonly process: ProcessSettings;
  readonly payments: PaymentSettings;
  readonly oauth: OAuthSettings;
  readonly tickets: TicketSettings;

  constructor(env: z.output<typeof schema>) {
    this.nodeEnv = env.NODE_ENV;
    this.mode = env.DATABASE_URL ? 'stack' : 'embedded';
    this.host = env.HOST;
    this.port = env.PORT;
    this.dataDir = env.DATA_DIR;
    this.mediaRoot = env.MEDIA_ROOT ?? join(env.DATA_DIR, 'media');
    this.databaseUrl = env.DATABASE_URL;
    this.databasePoolSize = env.DATABASE_POOL_SIZE;
    this.redisUrl = env.REDIS_URL;
    this.redisCacheUrl = env.REDIS_URL && (env.REDIS_CACHE_URL ?? secondDatabase(env.REDIS_URL));
    this.redisPrefix = env.REDIS_PREFIX;
    let secretKey = env.SECRET_KEY;
    Object.defineProperty(this, 'secretKey', {
      enumerable: true,
      get: () => (secretKey ??= ownSecretKey(env.DATA_DIR)),
    });
    this.secretKeyFallbacks = env.SECRET_KEY_FALLBACKS;
    this.jwtLifetime = env.JWT_LIFETIME;
    this.jwtSchemes = env.JWT_SCHEMES;
    this.sessionLifetime = env.SESSION_LIFETIME;
    this.sessionIdleLifetime = env.SESSION_IDLE_LIFETIME;
    this.emailVerificationUrl = env.EMAIL_VERIFICATION_URL;
    this.allowedHosts = env.ALLOWED_HOSTS ?? ['*'];
    this.corsOrigins =
      env.CORS_ORIGINS ?? (env.NODE_ENV === 'production' ? [] : DEVELOPMENT_ORIGINS.split(','));
    this.trustedProxies = env.TRUSTED_PROXIES;
    this.throttleAnon = env.THROTTLE_ANON;
    this.throttleUser = env.THROTTLE_USER;
    this.throttleLogin = env.THROTTLE_LOGIN;
    this.throttleUpload = env.THROTTLE_UPLOAD;
    this.throttleOrder = env.THROTTLE_ORDER;
    this.throttleComment = env.THROTTLE_COMMENT;
    this.throttleTicket = env.THROTTLE_TICKET;
    this.throttleLookup = env.THROTTLE_LOOKUP;
    this.throttleCodes = env.THROTTLE_CODES;
    this.throttleCaptcha = env.THROTTLE_CAPTCHA;
    this.captchaRequired =
      env.CAPTCHA_REQUIRED === 'on' ||
      (env.CAPTCHA_REQUIRED === 'auto' && env.NODE_ENV === 'production');
    this.smsHourlyBudget = env.SMS_HOURLY_BUDGET;
    this.smsDailyPerMobile = env.SMS_DAILY_PER_MOBILE;
    this.smsDailyPerIp = env.SMS_DAILY_PER_IP;
    this.browsableApi =
      env.BROWSABLE_API === 'on' || (env.BROWSABLE_API === 'auto' && env.NODE_ENV !== 'production');
    this.cacheTtl = env.CACHE_TTL;
    this.stockReservation = env.STOCK_RESERVATION;
    this.cartReservationMinutes = env.CART_RESERVATION_MINUTES;
    this.cartLineMax = env.CART_LINE_MAX;
    this.orderPaymentMinutes = env.ORDER_PAYMENT_MINUTES;
    this.orderLimits = orderLimitSettings(env);
    this.tickets = ticketSettings(env);
    this.autoReceiveDays = env.AUTO_RECEIVE_DAYS;
    this.freightCents = env.FREIGHT_CENTS;
    this.freeShippingFromCents = env.FREE_SHIPPING_FROM_CENTS;
    this.storageUrl = env.STORAGE_URL;
    this.uploadMaxBytes = env.UPLOAD_MAX_BYTES;
    this.timeZone = env.TIME_ZONE;
    this.logLevel = env.LOG_LEVEL;
    this.demoData =
      env.DEMO_DATA === 'on' ||
      (env.DEMO_DATA === 'auto' && this.mode === 'embedded' && env.NODE_ENV !== 'production');
    this.workers = env.WORKERS;
    this.smsProvider = env.SMS_PROVIDER;
    this.smsTemplate = env.SMS_TEMPLATE;
    this.smsNoticeTemplate = env.SMS_NOTICE_TEMPLATE;
    this.yunpianApiKey = env.YUNPIAN_API_KEY;
    this.yunpianBaseUrl = env.YUNPIAN_BASE_URL;
    this.mailUrl = env.MAIL_URL;
    this.emailFrom = env.EMAIL_FROM ?? DEVELOPMENT_SENDER;
    this.process = processSettings(env);
    this.payments = paymentSettings(env, env.PORT);
    this.isDemo = this.demoData && this.mode === 'embedded' && env.NODE_ENV !== 'production';
    this.oauth = oauthSettings(env, env.PORT, this.payments.publicUrl, this.isDemo);
  }
}

/** The variables of `.env` in the working directory, overridden by the real environment. */
export function environment(): NodeJS.ProcessEnv {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}

/**
 * Reads and checks the configuration. A variable set to the empty string counts as not set.
 *
 * @param env variables to read; by default those of the process and of the file `.env`
 * @throws {SettingsError} naming the first variable that is missing or wrong
 */
export function loadSettings(env: NodeJS.ProcessEnv = environment()): Settings {
  const present = Object.entries(env).filter(([, value]) => value !== undefined && value !== '');
  const result = schema.safeParse(Object.fromEntries(present));
  if (result.success) return new Settings(result.data);
  const [issue] = result.error.issues;
  throw new SettingsError(`${issue?.path.join('.')}: ${issue?.message}`);
}
