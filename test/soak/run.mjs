/**
 * npm run soak -- MINUTES: the shop under load while its processes and connections are killed, on
 * the servers of TEST_DATABASE_URL and TEST_REDIS_URL; default: one minute.
 */
import { spawnSync } from 'node:child_process';

const minutes = process.argv[2] ?? '1';
if (!/^\d{1,4}$/.test(minutes) || minutes === '0') {
  console.error('Usage: npm run soak -- MINUTES');
  process.exit(2);
}
const env = { ...process.env, TEST_MODE: 'stack', SOAK_MINUTES: minutes };
const { status } = spawnSync('npx', ['vitest', 'run', '--project', 'soak'], {
  env,
  stdio: 'inherit',
});
process.exit(status ?? 1);
