import { defineJob } from '../../infrastructure/jobs/index.js';
import type { Language } from '../../rest/index.js';

/** Whom to send a link to. The link itself is made when it is sent: no list of jobs shows it. */
export interface ResetLink {
  readonly userId: number;
  /** The user's `tokenVersion`; when the password is another one by now, nothing is sent. */
  readonly tokenVersion: number;
  readonly language: Language;
}

/** Sends a link by which a user sets a new password: tried for about half an hour. */
export const SEND_RESET_LINK = defineJob<ResetLink>('send-reset-link', {
  attempts: 8,
  backoffSeconds: 10,
});
