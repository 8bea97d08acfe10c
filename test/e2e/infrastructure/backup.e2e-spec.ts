import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createApplication } from '../../../src/application.js';
import { backupCommand } from '../../../src/cli/backup-command.js';
import { restoreCommand } from '../../../src/cli/restore-command.js';
import type { Settings } from '../../../src/config/settings.js';
import { Goods } from '../../../src/goods/entities/index.js';
import { runMigrations } from '../../../src/infrastructure/database/migrate.js';
import { TestApp, testApp } from '../../support/app.js';
import { show } from '../../support/box-office.js';
import { seedCatalogue } from '../../support/catalogue.js';
import { outputs } from '../../support/outputs.js';
import { testMode, testSettings } from '../../support/settings.js';
import { createUser, PASSWORD } from '../../support/users.js';

const PICTURES = {
  'goods/images/1.svg': '<svg/>',
  'message/2026/11/文件.txt': '你好',
  'avatars/2026/11/a.png': 'png',
};

describe('a backup', () => {
  const settings = testSettings();
  const app = testApp(settings, {
    seed: async (started) => {
      await seedCatalogue(started);
      await show(started);
    },
  });
  const folder = mkdtempSync(join(tmpdir(), 'shop-backups-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  beforeAll(() => {
    for (const [name, text] of Object.entries(PICTURES)) {
      const path = join(settings.mediaRoot, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
  });

  async function run(
    command: typeof backupCommand,
    of: Settings,
    ...args: string[]
  ): Promise<string> {
    const { out, err } = outputs();
    const code = await command(args, () => of, { out, err });
    expect([code, err.text]).toEqual([0, '']);
    return out.text.trim();
  }

  const backup = (...args: string[]) => run(backupCommand, settings, ...args, folder);

  /** The shop of a database of its own, started after the restore. */
  async function started(restored: Settings): Promise<TestApp> {
    const other = new TestApp();
    other.nest = await createApplication(restored);
    onTestFinished(() => other.nest.close());
    await other.nest.listen(0, '127.0.0.1');
    const { port } = other.nest.getHttpServer().address() as { port: number };
    other.url = `http://127.0.0.1:${port}`;
    return other;
  }

  describe('restored into an empty database', () => {
    const empty = testSettings({ SECRET_KEY: settings.secretKey }, { tables: false });

    it('has every row of every table and every file, and the shop works on it', async () => {
      const user = await createUser(app, { username: '备份 🍎', email: 'a@example.com' });
      const made = await backup();
      expect(await run(restoreCommand, empty, made)).toMatch(/^restored the backup of .*, 3 pict/);
      const restored = await started(empty);
      const before = await contents(app);
      expect(Object.keys(before).length).toBeGreaterThan(40);
      expect(await contents(restored)).toEqual(before);
      expect(filesBelow(empty.mediaRoot)).toEqual(PICTURES);
      const login = await restored.request('POST', '/login/', {
        body: { username: user.username, password: PASSWORD },
      });
      expect(login.status).toBe(200);
      const list = await restored.get('/goods/?page_size=40');
      expect(list.json.results).toHaveLength(40);
    });
  });

  describe('made while others write', () => {
    const empty = testSettings({ SECRET_KEY: settings.secretKey }, { tables: false });

    it('is of one moment', async () => {
      const stop = new AbortController();
      const writer = (async () => {
        let rounds = 0;
        for (; !stop.signal.aborted; rounds += 1) {
          // Together they never change.
          await app.unitOfWork.run(async ({ manager }) => {
            await manager.decrement(Goods, { id: 1 }, 'stock', 1);
            await manager.increment(Goods, { id: 40 }, 'stock', 1);
          });
          // SQLite answers at once: others would never get their turn.
          await new Promise(setImmediate);
        }
        return rounds;
      })();
      const sum = async (of: TestApp) => {
        const rows = await of.dataSource.query<{ pieces: number }[]>(
          'SELECT SUM(stock) AS pieces FROM goods WHERE id IN (1, 40)',
        );
        return Number(rows[0]!.pieces);
      };
      const before = await sum(app);
      const made = await backup();
      stop.abort();
      expect(await writer).toBeGreaterThan(3);
      await run(restoreCommand, empty, made);
      expect(await sum(await started(empty))).toBe(before);
    });
  });

  describe('that cannot be used', () => {
    const other = testSettings({ SECRET_KEY: settings.secretKey }, { tables: false });
    beforeAll(() => runMigrations(other));
    const restore = (...args: string[]) => {
      const { out, err } = outputs();
      return restoreCommand(args, () => other, { out, err });
    };

    it('is refused before anything changes', async () => {
      const made = await backup();
      await expect(restore(made)).rejects.toThrow(/not empty; --replace/);
      await expect(restore('--replace', folder)).rejects.toThrow(/is no backup/);
      const manifest = join(made, 'manifest.json');
      const text = readFileSync(manifest, 'utf8');
      writeFileSync(manifest, text.replace('"migrations": [', '"migrations": ["Future1",'));
      await expect(restore('--replace', made)).rejects.toThrow(/newer version, which had Future1/);
      writeFileSync(manifest, text.replace('"version": 1', '"version": 2'));
      await expect(restore('--replace', made)).rejects.toThrow(/another version/);
      for (const path of ['media/../../outside', '/outside', 'media\\\\..\\\\..\\\\outside']) {
        writeFileSync(manifest, text.replace('media/goods/images/1.svg', path));
        await expect(restore('--replace', made)).rejects.toThrow(/not its own/);
      }
      writeFileSync(manifest, text);
      appendFileSync(join(made, 'media/goods/images/1.svg'), 'x');
      await expect(restore('--replace', made)).rejects.toThrow(/1\.svg is damaged or missing/);
      expect(filesBelow(other.mediaRoot)).toEqual({});
      rmSync(made, { recursive: true });
    });

    it('is refused while the shop runs, and replaces what is there when it does not', async () => {
      const made = await backup();
      const running = await createApplication(other);
      await expect(restore('--replace', made)).rejects.toThrow(/has the database open/);
      await running.close();
      expect(await restore('--replace', made)).toBe(0);
      const restored = await started(other);
      expect(await contents(restored)).toEqual(await contents(app));
    });
  });

  it('stores each picture once, keeps as many as told, and says when it was made', async () => {
    rmSync(folder, { recursive: true });
    mkdirSync(join(folder, 'shop-20200101T000000000Z.unfinished'), { recursive: true });
    const first = await backup('--keep', '2');
    const inode = (made: string) => statSync(join(made, 'media/goods/images/1.svg')).ino;
    const second = await backup('--keep', '2');
    expect(inode(second)).toBe(inode(first));
    const third = await backup('--keep', '2');
    const [kept, ...names] = [second, third].map((path) => path.slice(folder.length + 1));
    expect(readdirSync(folder).sort()).toEqual([kept, ...names, 'shop_backup.prom'].sort());
    const told = /^shop_backup_timestamp_seconds (\d+)$/m.exec(
      readFileSync(join(folder, 'shop_backup.prom'), 'utf8'),
    );
    expect(Math.abs(Number(told![1]) * 1000 - Date.now())).toBeLessThan(60_000);
    // Password hashes are nobody's business.
    expect(statSync(third).mode & 0o077).toBe(0);
  });

  it('is made beside one that is damaged', async () => {
    const damaged = await backup();
    writeFileSync(join(damaged, 'manifest.json'), '{');
    const made = await backup();
    expect(filesBelow(join(made, 'media'))).toEqual(PICTURES);
    rmSync(damaged, { recursive: true });
  });

  it('is not made of nothing', async () => {
    const nothing = testMode === 'embedded' ? '/nonexistent/folder' : settings.dataDir;
    const { out, err } = outputs();
    const of = { ...settings, dataDir: nothing, databaseUrl: unreachable(settings) } as Settings;
    await expect(backupCommand([folder], () => of, { out, err })).rejects.toThrow();
    expect(await backupCommand([], () => settings, { out, err })).toBe(2);
  });
});

function unreachable({ databaseUrl }: Settings): string | undefined {
  if (!databaseUrl) return undefined;
  const url = new URL(databaseUrl);
  url.port = '1';
  return url.href;
}

/** Who has a lease on the migrations is nothing to restore. */
const PASSING = new Set(['migrations_lock']);

/** The rows of every table. */
async function contents({ dataSource }: TestApp): Promise<Record<string, string[]>> {
  const tables = await dataSource.query<Record<string, string>[]>(
    testMode === 'embedded'
      ? "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
      : 'SHOW TABLES',
  );
  const found: Record<string, string[]> = {};
  for (const name of tables.map((row) => Object.values(row)[0]!)) {
    if (PASSING.has(name)) continue;
    const rows = await dataSource.query<object[]>(`SELECT * FROM ${name}`);
    found[name] = rows.map((row) => JSON.stringify(row)).sort();
  }
  return found;
}

function filesBelow(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(files.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
