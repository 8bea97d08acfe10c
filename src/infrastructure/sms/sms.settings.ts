import { z } from 'zod';
import { defineSettings, variable } from '../../config/group.js';
import { webAddress } from '../../config/values.js';

/** Who sends SMS. */
export interface SmsSettings {
  /** `outbox` keeps them in a file for developers. */
  readonly provider: 'outbox' | 'yunpian';
  /** Set when Yunpian sends. */
  readonly yunpianApiKey: string | undefined;
  readonly yunpianBaseUrl: string;
}

export const smsSettings = defineSettings({
  title: 'SMS',
  variables: {
    SMS_PROVIDER: variable(
      'Who sends SMS: outbox (development: kept in DATA_DIR/outbox and logged; production refuses it) or yunpian.',
      z.enum(['outbox', 'yunpian']).default('outbox'),
    ),
    YUNPIAN_API_KEY: variable('Required with Yunpian.', z.string().optional()),
    YUNPIAN_BASE_URL: variable(
      "Address of Yunpian's API.",
      webAddress().default('https://sms.yunpian.com'),
    ),
  },
  check(env, { isProduction }, complain) {
    if (isProduction && env.SMS_PROVIDER === 'outbox') {
      complain('SMS_PROVIDER', 'production needs a provider that sends: set it to yunpian');
    }
    if (env.SMS_PROVIDER === 'yunpian' && !env.YUNPIAN_API_KEY) {
      complain('YUNPIAN_API_KEY', 'missing although SMS_PROVIDER is yunpian');
    }
  },
  values: (env): SmsSettings => ({
    provider: env.SMS_PROVIDER,
    yunpianApiKey: env.YUNPIAN_API_KEY,
    yunpianBaseUrl: env.YUNPIAN_BASE_URL,
  }),
});
