import { generateKeyPairSync, randomBytes } from 'node:crypto';

/** Nobody listens there. */
const NOWHERE = '127.0.0.1:9';

/**
 * The environment of a shop in production, in stack mode, with secrets made for the run.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @param {string} folder for its files
 * @param {{ smsUrl?: string, alipayKey?: string }} [outside] where SMS are sent by, and the public
 *   key of whoever tells of payments; without them nobody does
 * @returns {Record<string, string>}
 */
export function shopEnv({ databaseUrl, redisUrl, redisPrefix }, folder, outside = {}) {
  const { privateKey } = keyPair();
  const { smsUrl = `http://${NOWHERE}`, alipayKey = keyPair().publicKey } = outside;
  return {
    NODE_ENV: 'production',
    LOG_LEVEL: 'warn',
    SECRET_KEY: randomBytes(32).toString('hex'),
    ALLOWED_HOSTS: '*',
    // None of them is to end a measurement.
    THROTTLE_LOGIN: '1000000/second',
    THROTTLE_ORDER: '1000000/second',
    THROTTLE_TICKET: '1000000/second',
    THROTTLE_CODES: '1000000/second',
    SMS_DAILY_PER_IP: '1000000',
    SMS_HOURLY_BUDGET: '1000000',
    CAPTCHA_REQUIRED: 'off',
    CART_LINE_MAX: '1000000',
    DATA_DIR: folder,
    DATABASE_URL: databaseUrl,
    REDIS_URL: redisUrl,
    REDIS_PREFIX: redisPrefix,
    SMS_PROVIDER: 'yunpian',
    YUNPIAN_API_KEY: 'none',
    YUNPIAN_BASE_URL: smsUrl,
    MAIL_URL: `smtp://${NOWHERE}`,
    EMAIL_FROM: 'bench@localhost',
    PUBLIC_URL: 'http://localhost',
    PAYMENT_PROVIDER: 'alipay',
    ALIPAY_APP_ID: 'none',
    ALIPAY_SELLER_ID: 'none',
    ALIPAY_PRIVATE_KEY: privateKey,
    ALIPAY_PUBLIC_KEY: alipayKey,
    ALIPAY_GATEWAY: `http://${NOWHERE}`,
  };
}

/** A pair of RSA keys as PEM. */
export function keyPair() {
  return generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
}
