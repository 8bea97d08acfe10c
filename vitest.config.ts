import { defineConfig } from 'vitest/config';

const mode = process.env.TEST_MODE ?? 'embedded';
/** Specs of one mode only carry its name: redis.stack.e2e-spec.ts */
const otherMode = mode === 'stack' ? 'embedded' : 'stack';

/** Of the projects whose specs start the shop: each starts with its tables made. */
const globalSetup = ['test/support/migrated-database.ts'];

export default defineConfig({
  test: {
    maxWorkers: 2,
    testTimeout: 20_000,
    hookTimeout: 30_000,
    setupFiles: ['test/support/setup.ts'],
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.spec.ts'] } },
      {
        extends: true,
        test: { name: 'package', globalSetup, include: ['test/package/**/*.spec.ts'] },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          globalSetup,
          // Loading the application takes longer than most tests; it is loaded once per worker.
          isolate: false,
          testTimeout: 30_000,
          expect: { poll: { timeout: 10_000 } },
          include: ['test/browser/**/*.spec.ts'],
          exclude: [`**/*.${otherMode}.spec.ts`],
        },
      },
      { extends: true, test: { name: 'soak', globalSetup, include: ['test/soak/**/*.spec.ts'] } },
      {
        extends: true,
        test: {
          name: 'e2e',
          globalSetup,
          // Loading the application takes longer than most specs; it is loaded once per worker.
          isolate: false,
          include: ['test/e2e/**/*.e2e-spec.ts'],
          exclude: [`**/*.${otherMode}.e2e-spec.ts`],
        },
      },
    ],
  },
});
