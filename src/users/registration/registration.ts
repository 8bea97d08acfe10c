import type { ValidationContext, ValidationError } from '../../rest/index.js';
import type { VerificationCodes } from '../../verifications/index.js';
import type { User } from '../entities/index.js';

/** Registration also looks at the codes that were sent. */
export interface RegistrationContext extends ValidationContext {
  readonly codes: VerificationCodes;
}

/** Where a code was sent, and what the client says it was. */
export interface Proof {
  readonly channel: 'sms' | 'email';
  readonly address: string;
  readonly code: string;
}

/** What every family of clients sends in the end. */
export interface Registration {
  readonly username: string;
  readonly password: string;
  /** What the account gets besides username and password; the code proves it. */
  account(): Partial<Pick<User, 'mobile' | 'email'>>;
  proof(): Proof;
  /** The error as this client reads it, when another registration was faster. */
  clash(error: ValidationError): ValidationError;
}
