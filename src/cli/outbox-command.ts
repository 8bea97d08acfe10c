import type { Settings } from '../config/settings.js';
import { OutboxFile } from '../infrastructure/outbox/outbox-file.js';
import type { Output } from './output.js';

const USAGE = `Usage: npm run --silent outbox -- MOBILE|EMAIL|CAPTCHA_ID
Prints the last code, link or captcha text that was sent there in development.
`;

/**
 * Looks up what was sent to a mobile number, an e-mail address or a captcha's id.
 *
 * @returns the exit code: 1 when nothing was sent there, 2 for a wrong call
 */
export async function outboxCommand(
  args: string[],
  settings: () => Settings,
  { out, err }: Output,
): Promise<number> {
  const [to] = args;
  if (to === undefined || to === '--help' || args.length > 1) {
    (to === '--help' ? out : err).write(USAGE);
    return to === '--help' ? 0 : 2;
  }
  const message = await new OutboxFile(settings().dataDir).last(to);
  if (!message) {
    err.write(`nothing was sent to ${to}\n`);
    return 1;
  }
  out.write(`${message.secret}\n`);
  return 0;
}
