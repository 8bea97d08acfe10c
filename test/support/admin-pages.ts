import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');

/** Builds the pages of the back office unless they are as their sources are. */
export function buildAdminPages(): void {
  execFileSync(process.execPath, [join(root, 'src/admin/web/build.mjs')], { stdio: 'inherit' });
}
