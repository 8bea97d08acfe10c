import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { MysqlCopy } from '../../../src/infrastructure/backup/mysql-copy.js';
import { testApp } from '../../support/app.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { testSettings } from '../../support/settings.js';

describe('the tools that copy a database', () => {
  const settings = testSettings();
  const app = testApp(settings, { seed: seedCatalogue });
  const copy = new MysqlCopy(settings);

  function folder(): string {
    const made = mkdtempSync(join(tmpdir(), 'shop-tools-'));
    onTestFinished(() => rmSync(made, { recursive: true }));
    return made;
  }

  /** Where programs are looked for until the end of the test. */
  function lookIn(...folders: string[]): void {
    const { PATH: former } = process.env;
    process.env.PATH = folders.join(':');
    onTestFinished(() => {
      process.env.PATH = former;
    });
  }

  it('have not made a copy whose last bytes found no room, though they have ended well', async () => {
    const [tools, target] = [folder(), folder()];
    writeFileSync(join(tools, 'mariadb-dump'), '#!/bin/sh\necho dump of mariadb\n');
    chmodSync(join(tools, 'mariadb-dump'), 0o755);
    lookIn(tools, process.env.PATH!);
    symlinkSync('/dev/full', join(target, 'database.sql.gz'));
    await expect(copy.save(target)).rejects.toThrow(/ENOSPC/);
  });

  it('are looked for before anything is dropped', async () => {
    lookIn(folder());
    await expect(copy.load(folder())).rejects.toThrow(/none of mariadb, mysql is installed/);
    expect((await app.get('/goods/')).status).toBe(200);
  });
});
