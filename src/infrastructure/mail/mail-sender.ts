import { PermanentError } from '../jobs/job-errors.js';

/** The mail server does not take this mail and would not a second time; the message is its own. */
export class MailRefused extends PermanentError {
  override readonly name = 'MailRefused';
}

export interface Mail {
  /** One plain address. */
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  /** Sending the same id twice sends the same mail twice: mail programs show one. */
  readonly id?: string;
}

/** Sends e-mail from the shop's address. */
export abstract class MailSender {
  /**
   * Resolves when the server has accepted the mail.
   *
   * @throws {MailRefused} when the server says no, or `to` is not one plain address
   */
  abstract send(mail: Mail): Promise<void>;
}
