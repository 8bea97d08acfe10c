import { defineSettings, variable } from '../../config/group.js';
import { webAddress } from '../../config/values.js';

/** A DSN names who sends, and the project: `https://key@host/42`. */
function isDsn(value: string): boolean {
  if (!URL.canParse(value)) return true;
  const { username, pathname } = new URL(value);
  return username !== '' && /\/\d+$/.test(pathname);
}

export const errorReportSettings = defineSettings({
  title: 'Error reports',
  variables: {
    SENTRY_DSN: variable(
      'Where unexpected errors are reported: the DSN of a project of Sentry or GlitchTip. Needs the optional dependency @sentry/node.',
      webAddress()
        .refine(isDsn, { message: 'expected a DSN such as https://key@sentry.example.com/42' })
        .optional(),
      { unset: 'they are only logged', example: 'https://key@sentry.example.com/42' },
    ),
  },
  values: (env) => ({ dsn: env.SENTRY_DSN }),
});
