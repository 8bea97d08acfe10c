/**
 * A provider does not say who somebody is: it refuses the code, does not answer in time, or answers
 * what nobody understands. The message is for the log and holds no secret.
 */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
}
