import type { Settings } from '../config/settings.js';
import { restoreBackup } from '../infrastructure/backup/restore.js';
import type { Output } from './output.js';
import { pathAndOptions } from './path-argument.js';

const USAGE = `Usage: npm run restore -- [--replace] BACKUP
Puts a backup (a folder that npm run backup has made) into an empty database, or with --replace in the
place of what is there, and the pictures beside it. Stop all processes of the shop before; what they
keep in Redis (kept answers, counters, jobs) is not part of it. What is not whole is refused before
anything changes.
`;

/** Restores a backup. @returns the exit code: 2 for a wrong call @throws {BackupError} */
export async function restoreCommand(
  args: string[],
  settings: () => Settings,
  output: Output,
): Promise<number> {
  const options = { replace: { type: 'boolean', default: false } } as const;
  const call = pathAndOptions(args, USAGE, output, options);
  if (typeof call === 'number') return call;
  const isReplacing = call.values.replace === true;
  const { createdAt, pictures } = await restoreBackup(settings(), call.path, isReplacing);
  output.out.write(`restored the backup of ${createdAt}, ${pictures} pictures\n`);
  return 0;
}
