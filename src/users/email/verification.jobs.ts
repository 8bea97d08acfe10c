import { defineJob } from '../../infrastructure/jobs/index.js';
import type { Language } from '../../rest/index.js';

/** Whom to send a link to. The link itself is made when it is sent: no list of jobs shows it. */
export interface VerificationMail {
  readonly userId: number;
  /** The user's `emailTokenId`; when that is another one by now, nothing is sent. */
  readonly tokenId: string;
  readonly language: Language;
}

/** Sends a verification link: tried for about half an hour. */
export const SEND_VERIFICATION = defineJob<VerificationMail>('send-verification', {
  attempts: 8,
  backoffSeconds: 10,
});
