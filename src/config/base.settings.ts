import { join } from 'node:path';
import { z } from 'zod';
import { defineSettings, type Values, variable } from './group.js';
import { isPublicKey, ownSecretKey, SECRET_KEY_LENGTH } from './secret-key.js';
import {
  commaList,
  hostList,
  isTimeZone,
  onOff,
  redisUrl,
  urlWith,
  webAddress,
  wholeNumber,
  withoutSlash,
} from './values.js';

/** `embedded`: SQLite file, everything else in process. `stack`: MySQL or MariaDB, and Redis. */
export type Mode = 'embedded' | 'stack';

const secretKey = z
  .string()
  .min(SECRET_KEY_LENGTH, `expected at least ${SECRET_KEY_LENGTH} characters`)
  .refine((key) => !isPublicKey(key), 'everybody knows this key: make one of your own');

const databaseUrl = urlWith(['mysql:'])
  .refine((value) => !URL.canParse(value) || new URL(value).pathname.length > 1, {
    message: 'the database name is missing after the last slash',
  })
  .refine((value) => !URL.canParse(value) || new URL(value).search === '', {
    message: 'parameters behind a ? are not known',
  });

const variables = {
  NODE_ENV: variable(
    'development, production or test.',
    z.enum(['development', 'production', 'test']).default('development'),
  ),
  HOST: variable('Address to listen on.', z.string().default('0.0.0.0')),
  PORT: variable('Port to listen on; 0 takes any free one.', wholeNumber(0, 65_535, 8000)),
  PUBLIC_URL: variable(
    'Address of this API as browsers and the payment provider reach it. Required with Alipay.',
    webAddress().optional(),
    { unset: 'http://localhost:PORT', example: 'https://api.example.com' },
  ),
  STOREFRONT_URL: variable(
    'Where the storefront begins that shoppers return to after signing in elsewhere and after paying, also the folder of its cookies: as it is for `npm run dev`, ending in /index/ for one that is served there.',
    webAddress().default('http://localhost:8080'),
  ),
  DATA_DIR: variable(
    'Folder of the embedded database and of what developers are sent.',
    z.string().default('./data'),
  ),
  MEDIA_ROOT: variable('Folder of the pictures.', z.string().optional(), {
    unset: 'DATA_DIR/media',
  }),
  DATABASE_URL: variable(
    'MySQL 8 or MariaDB 10.11. Set it and REDIS_URL to leave the embedded mode.',
    databaseUrl.optional(),
    { unset: 'a file of SQLite in DATA_DIR', example: 'mysql://shop:password@127.0.0.1:3306/shop' },
  ),
  DATABASE_FALLBACKS: variable(
    'Further servers of the same cluster, by comma: asked in that order when the one before does not serve. User, password and database are those of DATABASE_URL.',
    hostList(3306).prefault(''),
    { unset: 'none', example: '10.0.0.2:3306,10.0.0.3:3306' },
  ),
  DATABASE_REPLICA_URL: variable(
    'A replica of that server, with GTIDs, for reads of whoever is not signed in. Not with DATABASE_FALLBACKS.',
    databaseUrl.optional(),
    { unset: 'none', example: 'mysql://reader:password@10.0.0.2:3306/shop' },
  ),
  DATABASE_POOL_SIZE: variable(
    'Connections to the database that each process opens at most, and to its replica likewise.',
    wholeNumber(2, 1000, 10),
  ),
  DATABASE_TIMEOUT_SECONDS: variable(
    'Seconds until a statement that the database does not answer is given up: the request gets 503. A locked row is waited for half as long.',
    wholeNumber(1, 600, 10),
  ),
  MIGRATE_ON_START: variable(
    'Whether processes migrate the database when they start: 1, or 0 to leave that to `npm run migrate -- up`; then they refuse to start on one that is not up to date.',
    z.enum(['0', '1']).default('1'),
  ),
  REDIS_URL: variable(
    'Redis 7 for limits, codes and jobs: it must not evict (noeviction).',
    redisUrl().optional(),
    { unset: 'everything in process', example: 'redis://127.0.0.1:6379/0' },
  ),
  REDIS_SENTINELS: variable(
    'Sentinels, by comma, that know which Redis is the master: asked instead of the address of REDIS_URL, whose password and database count. REDIS_CACHE_URL is not theirs.',
    hostList(26_379).prefault(''),
    { unset: 'none', example: '10.0.0.1:26379,10.0.0.2:26379,10.0.0.3:26379' },
  ),
  REDIS_SENTINEL_NAME: variable(
    'What they call the group of that master.',
    z.string().default('mymaster'),
  ),
  REDIS_CACHE_URL: variable(
    'Redis that keeps responses. One of its own may evict (allkeys-lru).',
    redisUrl().optional(),
    { unset: 'the next database of REDIS_URL', example: 'redis://127.0.0.1:6380/0' },
  ),
  REDIS_PREFIX: variable(
    'Starts every Redis key, so that several installations can share a server.',
    z.string().default('shop:'),
  ),
  SECRET_KEY: variable(
    'Signs what the shop hands out: at least 32 characters. Required with DATABASE_URL.',
    secretKey.optional(),
    { unset: 'made on the first start, kept in DATA_DIR/secret.key' },
  ),
  SECRET_KEY_FALLBACKS: variable(
    'Former secret keys, by comma: what they signed (sign-ins, links in mails) still counts.',
    commaList().pipe(z.array(secretKey)).prefault(''),
  ),
  TIME_ZONE: variable(
    'Zone in which times are shown.',
    z
      .string()
      .refine(isTimeZone, 'expected an IANA name such as Asia/Shanghai')
      .default('Asia/Shanghai'),
  ),
  LOG_LEVEL: variable(
    'fatal, error, warn, info, debug, trace or silent: JSON lines on standard output.',
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  ),
  DEMO_DATA: variable(
    'Whether an empty catalogue is filled with the demo shop at start: on, off, or auto, which is on in embedded mode outside production.',
    onOff(),
  ),
};

/** The next database of the same server; from the last of Redis' usual sixteen the first. */
function secondDatabase(redisUrl: string): string {
  const url = new URL(redisUrl);
  const database = Number(url.pathname.slice(1)) || 0;
  url.pathname = `/${(database + 1) % 16}`;
  return url.href;
}

/** What every process has, whatever domains it serves. */
export class BaseSettings {
  readonly nodeEnv: 'development' | 'production' | 'test';
  readonly mode: Mode;
  /** Address and port to listen on; port 0 takes any free one. */
  readonly host: string;
  readonly port: number;
  /** Address of this API as others reach it, no slash at the end; whether an operator gave it. */
  readonly publicUrl: string;
  readonly hasPublicUrl: boolean;
  /** Where the storefront that a shopper returns to begins, with a slash at the end. */
  readonly storefrontUrl: string;
  /** Folder of the embedded database. */
  readonly dataDir: string;
  /** Folder of uploaded and generated pictures. */
  readonly mediaRoot: string;
  /** `mysql://user:password@host:port/database`; set in stack mode only. */
  readonly databaseUrl: string | undefined;
  /** Servers that are asked when that of the URL does not serve. */
  readonly databaseFallbacks: readonly { readonly host: string; readonly port: number }[];
  /** As the URL of the database; what follows it and may be read from. */
  readonly databaseReplicaUrl: string | undefined;
  /** Connections that one process opens at most. */
  readonly databasePoolSize: number;
  /** Until a statement that the database server does not answer is given up, in milliseconds. */
  readonly databaseTimeout: number;
  /** Whether a start migrates the database. */
  readonly migrateOnStart: boolean;
  /** Set in stack mode only. */
  readonly redisUrl: string | undefined;
  /** Who knows the master, and what they call its group; empty: the address of the URL it is. */
  readonly redisSentinels: readonly { readonly host: string; readonly port: number }[];
  readonly redisSentinelName: string;
  /** Where responses are kept, apart from limits and codes. Set in stack mode only. */
  readonly redisCacheUrl: string | undefined;
  /** Starts every Redis key, so that several installations can share a server. */
  readonly redisPrefix: string;
  /** Signs what the shop hands out. The embedded shop makes one of its own when it is asked. */
  readonly secretKey!: string;
  /** Former keys: what they signed still counts. DJANGO: settings.SECRET_KEY_FALLBACKS. */
  readonly secretKeyFallbacks: readonly string[];
  /** IANA zone in which times are shown. */
  readonly timeZone: string;
  readonly logLevel: string;
  /** Whether an empty catalogue is filled with the demo shop at start. */
  readonly demoData: boolean;
  /** Whether this is the embedded demo, which has a box office and plays everybody outside too. */
  readonly isDemo: boolean;

  constructor(env: Values<typeof variables>) {
    this.nodeEnv = env.NODE_ENV;
    this.mode = env.DATABASE_URL ? 'stack' : 'embedded';
    this.host = env.HOST;
    this.port = env.PORT;
    this.publicUrl = withoutSlash(env.PUBLIC_URL ?? `http://localhost:${env.PORT}`);
    this.hasPublicUrl = env.PUBLIC_URL !== undefined;
    this.storefrontUrl = `${withoutSlash(env.STOREFRONT_URL)}/`;
    this.dataDir = env.DATA_DIR;
    this.mediaRoot = env.MEDIA_ROOT ?? join(env.DATA_DIR, 'media');
    this.databaseUrl = env.DATABASE_URL;
    this.databaseFallbacks = env.DATABASE_FALLBACKS;
    this.databaseReplicaUrl = env.DATABASE_REPLICA_URL;
    this.databasePoolSize = env.DATABASE_POOL_SIZE;
    this.databaseTimeout = env.DATABASE_TIMEOUT_SECONDS * 1000;
    this.migrateOnStart = env.MIGRATE_ON_START === '1';
    this.redisUrl = env.REDIS_URL;
    this.redisSentinels = env.REDIS_SENTINELS;
    this.redisSentinelName = env.REDIS_SENTINEL_NAME;
    this.redisCacheUrl = env.REDIS_URL && (env.REDIS_CACHE_URL ?? secondDatabase(env.REDIS_URL));
    this.redisPrefix = env.REDIS_PREFIX;
    let key = env.SECRET_KEY;
    Object.defineProperty(this, 'secretKey', {
      enumerable: true,
      get: () => (key ??= ownSecretKey(env.DATA_DIR)),
    });
    this.secretKeyFallbacks = env.SECRET_KEY_FALLBACKS;
    this.timeZone = env.TIME_ZONE;
    this.logLevel = env.LOG_LEVEL;
    const isDevelopersShop = this.mode === 'embedded' && env.NODE_ENV !== 'production';
    this.demoData = env.DEMO_DATA === 'on' || (env.DEMO_DATA === 'auto' && isDevelopersShop);
    this.isDemo = this.demoData && isDevelopersShop;
  }

  get isProduction(): boolean {
    return this.nodeEnv === 'production';
  }
}

/** The variables that every process reads. */
export const baseSettings = defineSettings<typeof variables, Values<typeof variables>, undefined>({
  title: 'The process, its addresses and its stores',
  variables,
  check(env, _base, complain) {
    if (env.DATABASE_URL && !env.REDIS_URL) {
      complain('REDIS_URL', 'missing although DATABASE_URL is set: set both or neither');
    }
    if (env.REDIS_URL && !env.DATABASE_URL) {
      complain('DATABASE_URL', 'missing although REDIS_URL is set: set both or neither');
    }
    if (env.DATABASE_REPLICA_URL && !env.DATABASE_URL) {
      complain('DATABASE_URL', 'missing although DATABASE_REPLICA_URL is set');
    }
    if (env.DATABASE_REPLICA_URL && env.DATABASE_FALLBACKS.length > 0) {
      complain('DATABASE_REPLICA_URL', 'follows one server: it cannot go with DATABASE_FALLBACKS');
    }
    if (env.DATABASE_URL && !env.SECRET_KEY) {
      complain('SECRET_KEY', 'missing although DATABASE_URL is set: at least 32 characters');
    }
  },
  values: (env) => env,
});
