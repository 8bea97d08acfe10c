import { loadSettings } from '../config/settings.js';
import { OutboxFile } from '../infrastructure/outbox/outbox-file.js';

const USAGE = `Usage: npm run --silent outbox -- MOBILE|EMAIL|CAPTCHA_ID
Prints the last code, link or captcha text that was sent there in development.
`;

/** @returns the exit code: 1 when nothing was sent there, 2 for a wrong call */
async function main(args: string[]): Promise<number> {
  const [to, ...rest] = args;
  if (to === undefined || rest.length > 0 || to.startsWith('-')) {
    process.stderr.write(USAGE);
    return to === '--help' ? 0 : 2;
  }
  const message = await new OutboxFile(loadSettings().dataDir).last(to);
  if (!message) {
    process.stderr.write(`nothing was sent to ${to}\n`);
    return 1;
  }
  process.stdout.write(`${message.secret}\n`);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  process.stderr.write(`outbox: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
