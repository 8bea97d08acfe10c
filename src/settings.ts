import { existsSync, readFileSync } from 'node:fs';
import { parseEnv } from 'node:util';
import { cartSettings } from './cart/cart.settings.js';
import { cinemaSettings } from './cinemas/cinemas.settings.js';
import { commentSettings } from './comments/comments.settings.js';
import { baseSettings } from './config/base.settings.js';
import { Settings } from './config/settings.js';
import { goodsSettings } from './goods/goods.settings.js';
import { cacheSettings } from './infrastructure/cache/cache.settings.js';
import { errorReportSettings } from './infrastructure/error-reports/error-reports.settings.js';
import { httpSettings } from './infrastructure/http/http.settings.js';
import { jobSettings } from './infrastructure/jobs/jobs.settings.js';
import { loggingSettings } from './infrastructure/logging/logging.settings.js';
import { mailSettings } from './infrastructure/mail/mail.settings.js';
import { metricsSettings } from './infrastructure/metrics/metrics.settings.js';
import { smsSettings } from './infrastructure/sms/sms.settings.js';
import { storageSettings } from './infrastructure/storage/storage.settings.js';
import { oauthSettings } from './oauth/oauth.settings.js';
import { orderSettings } from './orders/orders.settings.js';
import { paymentSettings } from './payments/payments.settings.js';
import { sessionDialectSettings } from './session-dialect/session-dialect.settings.js';
import { ticketSettings } from './tickets/tickets.settings.js';
import { uploadSettings } from './uploads/uploads.settings.js';
import { userSettings } from './users/users.settings.js';
import { verificationSettings } from './verifications/verifications.settings.js';

/** What the parts of the shop declare, in the order of the lists; a domain adds a line. */
const GROUPS = [
  httpSettings,
  loggingSettings,
  metricsSettings,
  errorReportSettings,
  cacheSettings,
  jobSettings,
  storageSettings,
  uploadSettings,
  mailSettings,
  smsSettings,
  verificationSettings,
  userSettings,
  oauthSettings,
  goodsSettings,
  cartSettings,
  orderSettings,
  paymentSettings,
  commentSettings,
  cinemaSettings,
  ticketSettings,
  sessionDialectSettings,
];

/** Every group of settings, for lists of them. */
export const SETTINGS = [baseSettings, ...GROUPS];

/** Names of all environment variables that {@link loadSettings} reads. */
export const SETTING_VARIABLES: readonly string[] = SETTINGS.flatMap(({ variables }) =>
  Object.keys(variables),
);

/** The variables of `.env` in the working directory, overridden by the real environment. */
export function environment(): NodeJS.ProcessEnv {
  const file = existsSync('.env') ? parseEnv(readFileSync('.env', 'utf8')) : {};
  return { ...file, ...process.env };
}

/**
 * Reads and checks the configuration.
 *
 * @param env variables to read; by default those of the process and of the file `.env`
 * @throws {SettingsError} naming all variables that are missing or wrong
 */
export function loadSettings(env: NodeJS.ProcessEnv = environment()): Settings {
  return Settings.read(GROUPS, env);
}
