import { PermanentError } from '../jobs/job-errors.js';

/** The provider does not send this SMS and would not a second time; the message is its own. */
export class SmsRefused extends PermanentError {
  override readonly name = 'SmsRefused';
}

/** Sends short messages. */
export abstract class SmsSender {
  /**
   * Resolves when the provider has accepted the message.
   *
   * @param mobile Chinese mobile number, 11 digits
   * @throws {SmsRefused} when the provider says no; any other error (no answer in time, a failure
   *   on its side) leaves open whether the message was sent
   */
  abstract send(mobile: string, text: string): Promise<void>;
}
