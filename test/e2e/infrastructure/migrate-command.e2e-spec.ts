import { describe, expect, it } from 'vitest';
import { migrations } from '../../../migrations/index.js';
import { createApplication } from '../../../src/application.js';
import { migrateCommand } from '../../../src/cli/migrate-command.js';
import { DatabaseError } from '../../../src/infrastructure/database/database-error.js';
import { outputs } from '../../support/outputs.js';
import { testSettings } from '../../support/settings.js';

describe('npm run migrate', () => {
  const settings = testSettings({ MIGRATE_ON_START: '0' }, { tables: false });
  const names = migrations.map(({ name }) => name);
  const last = names.at(-1)!;

  async function migrate(...args: string[]) {
    const { out, err } = outputs();
    const code = await migrateCommand(args, () => settings, { out, err });
    return { code, lines: out.text.split('\n').slice(0, -1), err: err.text };
  }

  const start = async (): Promise<unknown> => {
    try {
      await (await createApplication(settings)).close();
      return 'started';
    } catch (error) {
      return error;
    }
  };

  it('tells what is to do, and no process starts that must not migrate', async () => {
    expect(await migrate('status')).toMatchObject({
      code: 1,
      lines: names.map((name) => `[ ] ${name}`),
    });
    const error = await start();
    expect(error).toBeInstanceOf(DatabaseError);
    expect((error as Error).message).toMatch(/pending .*npm run migrate -- up$/);
  });

  it('does it once, also when asked twice at once', async () => {
    const runs = await Promise.all([migrate('up'), migrate('up')]);
    expect(runs.map(({ code }) => code)).toEqual([0, 0]);
    expect(runs.flatMap(({ lines }) => lines).toSorted()).toEqual(
      [...names.map((name) => `${name} done`), 'nothing to do'].toSorted(),
    );
    const { code, lines } = await migrate('status');
    expect([code, lines.at(-1)]).toEqual([0, `[x] ${last}`]);
    expect(await start()).toBe('started');
  }, 60_000);

  it('undoes the last and does it again', async () => {
    expect((await migrate('down')).lines).toEqual([`${last} undone`]);
    const { code, lines } = await migrate('status');
    expect([code, lines.filter((line) => line.startsWith('[ ]'))]).toEqual([1, [`[ ] ${last}`]]);
    expect((await migrate('up')).lines).toEqual([`${last} done`]);
  });

  it.each([[[]], [['sideways']], [['up', 'down']], [['toString']]])('refuses %j', async (args) => {
    const { code, err } = await migrate(...args);
    expect([code, err]).toEqual([2, expect.stringContaining('Usage:')]);
  });
});
