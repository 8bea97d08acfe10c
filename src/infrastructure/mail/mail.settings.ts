import { z } from 'zod';
import { defineSettings, variable } from '../../config/group.js';
import { urlWith } from '../../config/values.js';
import { type MailAddress, parseMailAddress } from './mail-address.js';

/** How mails are sent. */
export interface MailSettings {
  /** `smtp://` or `smtps://` with user and password; without it mails go to the outbox. */
  readonly url: string | undefined;
  /** Sender of all mails. */
  readonly from: MailAddress;
}

const DEVELOPMENT_SENDER: MailAddress = { name: 'Shop', address: 'shop@localhost' };

function mailAddress(text: string, context: z.RefinementCtx): MailAddress {
  const address = parseMailAddress(text);
  if (address) return address;
  context.addIssue({ code: 'custom', message: 'expected a@b or Name <a@b>' });
  return z.NEVER;
}

export const mailSettings = defineSettings({
  title: 'Mail',
  variables: {
    MAIL_URL: variable(
      'Mail server, smtp:// or smtps:// (TLS from the start). Required in production.',
      urlWith(['smtp:', 'smtps:']).optional(),
      {
        unset: 'mails go to DATA_DIR/outbox',
        example: 'smtp://user:password@mail.example.com:587',
      },
    ),
    EMAIL_FROM: variable(
      'Sender of all mails: a@b or Name <a@b>. Required with MAIL_URL.',
      z.string().transform(mailAddress).optional(),
      { unset: 'Shop <shop@localhost>', example: 'Shop <shop@example.com>' },
    ),
  },
  check(env, { isProduction }, complain) {
    if (isProduction && !env.MAIL_URL) {
      complain('MAIL_URL', 'production needs a mail server such as smtp://user:password@host:587');
    }
    if (env.MAIL_URL && !env.EMAIL_FROM) {
      complain('EMAIL_FROM', 'missing although MAIL_URL is set');
    }
  },
  values: (env): MailSettings => ({
    url: env.MAIL_URL,
    from: env.EMAIL_FROM ?? DEVELOPMENT_SENDER,
  }),
});
