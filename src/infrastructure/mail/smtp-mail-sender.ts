import type { Transporter } from 'nodemailer';
import { isMailAddress, type MailAddress } from './mail-address.js';
import { type Mail, MailRefused, MailSender } from './mail-sender.js';
import { asError } from '../errors.js';
import { onFirstUse } from '../on-first-use.js';

/** Milliseconds to reach the server and be greeted. */
const GREETING_TIMEOUT = 5_000;
/** Milliseconds that the server may be silent in between. */
const SILENCE_TIMEOUT = 10_000;

/** What nodemailer's errors carry. */
interface SmtpError extends Error {
  code?: string;
  /** The server's reply code; from 500 on it is final. */
  responseCode?: number;
}

/** Sends through an SMTP server; by TLS whenever the server offers it. */
export class SmtpMailSender extends MailSender {
  private readonly transport = onFirstUse(() => this.createTransport());

  /**
   * @param url `smtp://user:password@host:port` or `smtps://...`
   * @param from sender of all mails
   */
  constructor(
    private readonly url: string,
    private readonly from: MailAddress,
  ) {
    super();
  }

  async send({ to, subject, text, html, id }: Mail): Promise<void> {
    if (!isMailAddress(to)) throw new MailRefused('not an e-mail address');
    const transport = await this.transport();
    try {
      await transport.sendMail({
        from: { ...this.from },
        // As an object it is taken for what it is: one recipient.
        to: { name: '', address: to },
        subject: subject.replaceAll(/\s+/g, ' '),
        text,
        html,
        ...(id ? { messageId: `<${id}@${this.from.address.split('@')[1]}>` } : {}),
      });
    } catch (error) {
      throw isRefusal(error as SmtpError) ? new MailRefused(asError(error).message) : error;
    }
  }

  private async createTransport(): Promise<Transporter> {
    const { createTransport } = await import('nodemailer');
    return createTransport({
      url: this.url,
      connectionTimeout: GREETING_TIMEOUT,
      greetingTimeout: GREETING_TIMEOUT,
      socketTimeout: SILENCE_TIMEOUT,
      // Contents are given, never fetched from where they point to.
      disableFileAccess: true,
      disableUrlAccess: true,
    });
  }
}

/** A wrong password is the operator's mistake, not this mail's. */
function isRefusal({ code, responseCode = 0 }: SmtpError): boolean {
  return code !== 'EAUTH' && responseCode >= 500;
}
