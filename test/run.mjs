/**
 * Runs everything that must hold: lint, format, types, build, unit tests, and the end-to-end tests
 * in embedded mode and, when TEST_DATABASE_URL and TEST_REDIS_URL are set, in stack mode; likewise
 * the tests in a browser, when there is a Chromium.
 *
 * The last line is `N passed, N failed` (and `, N skipped`), each check counting as one test.
 * Exits with 1 when anything failed; with TEST_REQUIRE_STACK=1 also when the stack tests or those
 * in a browser did not run, or any test was skipped.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const results = mkdtempSync(join(tmpdir(), 'shop-results-'));
const totals = { passed: 0, failed: 0, skipped: 0 };
const summary = [];

/** Runs a command with its output on ours; resolves with its exit code. */
function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const options = { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] };
    const child = spawn(command, args, { ...options, env: { ...process.env, ...env } });
    child.on('error', (error) => {
      console.error(`${command}: ${error.message}`);
      resolve(127);
    });
    child.on('close', (code) => resolve(code ?? 1));
  });
}

function note(name, { passed = 0, failed = 0, skipped = 0 }, remark) {
  totals.passed += passed;
  totals.failed += failed;
  totals.skipped += skipped;
  summary.push(`${name.padEnd(22)} ${remark}`);
}

/** Runs a command, and shows its output once it has ended: others may run beside it. */
async function check(name, command, ...args) {
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  const code = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', resolve);
  });
  console.log(`\n== ${name}\n${output}`);
  note(name, code === 0 ? { passed: 1 } : { failed: 1 }, code === 0 ? 'ok' : `FAILED: ${code}`);
}

async function suite(name, project, env) {
  console.log(`\n== ${name}`);
  const file = join(results, `${summary.length}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await run('npx', ['vitest', 'run', '--project', project, ...reporters], env);
  const counts = countsOf(file);
  // Files that cannot be loaded and errors outside of tests fail the run, not a test.
  if (code !== 0 && counts.failed === 0) counts.failed = 1;
  const ran = counts.passed + counts.failed;
  if (ran === 0) counts.failed = 1;
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  const remark =
    ran === 0 ? 'FAILED: no test ran' : `${counts.passed} passed, ${counts.failed} failed`;
  note(name, counts, remark + skipped);
}

function countsOf(file) {
  try {
    const report = JSON.parse(readFileSync(file, 'utf8'));
    return {
      passed: report.numPassedTests,
      failed: report.numFailedTests,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 0, skipped: 0 };
  }
}

await Promise.all([
  check('lint', 'npx', 'oxlint')
    .then(() => check('format', 'npx', 'prettier', '--check', '--log-level=warn', '.'))
    .then(() => check('types of the back office', 'npx', 'tsc', '--noEmit', '-p', 'src/admin/web')),
  check('types', 'npx', 'tsc', '--noEmit', '-p', 'tsconfig.json').then(() =>
    check('build', 'npm', 'run', '--silent', 'build'),
  ),
]);
// What processes of their own are started from.
process.env.TEST_BUILD = '1';
await suite('unit', 'unit', {});
await suite('the layer as a package', 'package', {});
await suite('end to end, embedded', 'e2e', { TEST_MODE: 'embedded' });

const hasBrowser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', process.env.CHROMIUM].some(
  (path) => path && existsSync(path),
);
if (hasBrowser) await suite('browser, embedded', 'browser', { TEST_MODE: 'embedded' });
else note('browser', {}, 'did not run: no Chromium; install it, or name it by CHROMIUM');

const missing = ['TEST_DATABASE_URL', 'TEST_REDIS_URL'].filter((name) => !process.env[name]);
const stackRan = missing.length === 0;
if (stackRan) await suite('end to end, stack', 'e2e', { TEST_MODE: 'stack' });
else note('end to end, stack', {}, `did not run: ${missing.join(' and ')} not set`);
if (stackRan) await suite('soak, one minute', 'soak', { TEST_MODE: 'stack', SOAK_MINUTES: '1' });
if (stackRan && hasBrowser) await suite('browser, stack', 'browser', { TEST_MODE: 'stack' });

rmSync(results, { recursive: true, force: true });
console.log(`\n${summary.join('\n')}`);

const required = process.env.TEST_REQUIRE_STACK === '1';
if (required && !hasBrowser) console.log('TEST_REQUIRE_STACK=1, but there is no browser');
if (required && !stackRan) console.log('TEST_REQUIRE_STACK=1, but the stack tests did not run');
if (required && totals.skipped > 0) console.log('TEST_REQUIRE_STACK=1, but tests were skipped');
const incomplete = required && (!stackRan || !hasBrowser || totals.skipped > 0);
process.exitCode = totals.failed > 0 || incomplete ? 1 : 0;

const skipped = totals.skipped > 0 ? `, ${totals.skipped} skipped` : '';
console.log(`${totals.passed} passed, ${totals.failed} failed${skipped}`);
