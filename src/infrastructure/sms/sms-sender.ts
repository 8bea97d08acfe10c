import { PermanentError } from '../jobs/job-errors.js';

/** The provider does not send this SMS and would not a second time; the message is its own. */
export class SmsRefused extends PermanentError {
  override readonly name = 'SmsRefused';
}

/** Sends short messages. */
export abstract class SmsSender {
  /**
   * Resolves when the provider has accepted the message, and when it perhaps has (no answer in time,
   * or none that can be read): to send it again could make it two.
   *
   * @param mobile Chinese mobile number, 11 digits
   * @throws {SmsRefused} when the provider says no; any other error (it cannot be reached, a failure
   *   on its side) when the message was surely not sent and may be another time
   */
  abstract send(mobile: string, text: string): Promise<void>;
}
