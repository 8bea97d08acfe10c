import { defineSettings, variable } from '../../config/group.js';
import {
  commaList,
  isAllowedHost,
  isOrigin,
  isProxyAddress,
  onOff,
  throttleRate,
  wholeNumber,
} from '../../config/values.js';

const DEVELOPMENT_ORIGINS = [
  'http://localhost:*',
  'http://127.0.0.1:*',
  'http://www.meiduo.site:8080',
  'http://api.meiduo.site:8000',
];

/** Who may call, and how long requests and the end of a process may take. */
export interface HttpSettings {
  /** DJANGO: settings.ALLOWED_HOSTS. */
  readonly allowedHosts: readonly string[];
  /** Origins that browsers may call from; `*` stands for all, a port of `*` for any port. */
  readonly corsOrigins: readonly string[];
  /** Addresses and networks whose `X-Forwarded-*` headers are believed. */
  readonly trustedProxies: readonly string[];
  /** DRF rates such as `100/day`. DRF: settings.DEFAULT_THROTTLE_RATES. */
  readonly throttleAnon: string | undefined;
  readonly throttleUser: string | undefined;
  /** Whether browsers get pages instead of JSON. */
  readonly browsableApi: boolean;
  /** Until a request has to be there whole, its body included, in milliseconds. */
  readonly requestTimeout: number;
  /**
   * From the signal to stop until no connection is taken any more, in milliseconds: balancers look
   * away by then.
   */
  readonly shutdownDelay: number;
  /** Until requests and jobs that have not ended by themselves are cut off, in milliseconds. */
  readonly shutdownTimeout: number;
}

export const httpSettings = defineSettings({
  title: 'Requests',
  variables: {
    ALLOWED_HOSTS: variable(
      'Hosts that requests may be for, by comma; `.example.com` includes everything below, `*` is any. Required in production.',
      commaList()
        .refine((items) => items.every(isAllowedHost), 'expected names such as api.example.com')
        .optional(),
      { unset: '*', example: 'api.example.com' },
    ),
    CORS_ORIGINS: variable(
      'Origins that browsers may call from, by comma; `http://localhost:*` is any port, `*` any origin.',
      commaList()
        .refine((items) => items.every(isOrigin), 'expected origins such as https://shop.example')
        .optional(),
      { unset: 'nobody in production; else localhost', example: 'https://www.example.com' },
    ),
    TRUSTED_PROXIES: variable(
      'Addresses and networks (10.0.0.0/8) of proxies whose X-Forwarded-* headers are believed, by comma.',
      commaList()
        .refine((items) => items.every(isProxyAddress), 'expected IP addresses or CIDR networks')
        .prefault(''),
    ),
    THROTTLE_ANON: variable(
      'Requests that one client may make who is not signed in, such as 100/day, 10/minute or 3/s.',
      throttleRate().optional(),
      { unset: 'no limit' },
    ),
    THROTTLE_USER: variable('Requests that one user may make.', throttleRate().optional(), {
      unset: 'no limit',
    }),
    BROWSABLE_API: variable(
      'Whether browsers get pages for people instead of JSON: on, off, or auto, which is on outside production.',
      onOff(),
    ),
    REQUEST_TIMEOUT_SECONDS: variable(
      'Seconds within which a request has to arrive whole, its body included.',
      wholeNumber(1, 3600, 60),
    ),
    SHUTDOWN_DELAY_SECONDS: variable(
      'Seconds that a process told to stop goes on serving while /readyz already says 503, so that load balancers look away first.',
      wholeNumber(0, 300, 0),
    ),
    SHUTDOWN_TIMEOUT_SECONDS: variable(
      'Seconds after which requests still in flight are cut off.',
      wholeNumber(1, 300, 10),
    ),
  },
  check(env, { isProduction }, complain) {
    if (isProduction && env.ALLOWED_HOSTS === undefined) {
      complain('ALLOWED_HOSTS', 'production needs the names of its hosts such as api.example.com');
    }
  },
  values: (env, { isProduction }): HttpSettings => ({
    allowedHosts: env.ALLOWED_HOSTS ?? ['*'],
    corsOrigins: env.CORS_ORIGINS ?? (isProduction ? [] : DEVELOPMENT_ORIGINS),
    trustedProxies: env.TRUSTED_PROXIES,
    throttleAnon: env.THROTTLE_ANON,
    throttleUser: env.THROTTLE_USER,
    browsableApi: env.BROWSABLE_API === 'on' || (env.BROWSABLE_API === 'auto' && !isProduction),
    requestTimeout: env.REQUEST_TIMEOUT_SECONDS * 1000,
    shutdownDelay: env.SHUTDOWN_DELAY_SECONDS * 1000,
    shutdownTimeout: env.SHUTDOWN_TIMEOUT_SECONDS * 1000,
  }),
});
