import type { Settings } from '../config/settings.js';
import { makeBackup } from '../infrastructure/backup/backup.js';
import type { Output } from './output.js';
import { pathAndOptions } from './path-argument.js';

/** Backups that stay unless told otherwise. */
const KEPT = 7;

const USAGE = `Usage: npm run backup -- [--keep N] DIR
Makes a backup in a folder of its own below DIR, while the shop runs: the database as it is at one
moment, and the pictures, with their sums. The latest N (default ${KEPT}) stay; pictures that the one
before has are linked, so that each is stored once. Files in a bucket (STORAGE_URL) are the bucket's
to keep. On MySQL and MariaDB it needs their client (mariadb-dump or mysqldump).
`;

/** Makes a backup. @returns the exit code: 2 for a wrong call @throws {BackupError} */
export async function backupCommand(
  args: string[],
  settings: () => Settings,
  output: Output,
): Promise<number> {
  const options = { keep: { type: 'string', default: String(KEPT) } } as const;
  const call = pathAndOptions(args, USAGE, output, options, ({ keep }) =>
    /^[1-9]\d{0,3}$/.test(String(keep)),
  );
  if (typeof call === 'number') return call;
  output.out.write(`${await makeBackup(settings(), call.path, Number(call.values.keep))}\n`);
  return 0;
}
