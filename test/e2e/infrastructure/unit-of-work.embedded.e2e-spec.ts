import Sqlite from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { CATALOGUE_ENTITIES, HotSearchWord } from '../../../src/goods/entities/index.js';
import { sqliteFile } from '../../../src/infrastructure/database/data-source.js';
import { testDatabase } from '../../support/database.js';
import { testSettings } from '../../support/settings.js';

describe('the embedded database', () => {
  const settings = testSettings();
  const database = testDatabase(settings, CATALOGUE_ENTITIES);
  const word = { keywords: 'a', position: 0, createdAt: new Date() };

  it('refuses writes outside a unit of work', async () => {
    const { dataSource } = database;
    const refusal = /readonly database/;
    await expect(dataSource.manager.insert(HotSearchWord, word)).rejects.toThrow(refusal);
    await expect(dataSource.getRepository(HotSearchWord).save({ ...word })).rejects.toThrow(
      refusal,
    );
    await expect(dataSource.query('DELETE FROM goods_hot_search_word')).rejects.toThrow(refusal);
  });

  it('keeps its journal ahead of the file, writes it through, and checks references', async () => {
    const { unitOfWork } = database;
    const pragma = (name: string) =>
      unitOfWork.run(async ({ manager }) => {
        const [row] = await manager.query<Record<string, unknown>[]>(`PRAGMA ${name}`);
        return Object.values(row!)[0];
      });
    expect(await pragma('journal_mode')).toBe('wal');
    expect(await pragma('foreign_keys')).toBe(1);
    expect(await pragma('synchronous')).toBe(2);
  });

  it('starts a unit over when another process holds the write lock', async () => {
    const other = new Sqlite(sqliteFile(settings));
    other.exec('BEGIN IMMEDIATE');
    const written = database.unitOfWork.run(({ manager }) => manager.insert(HotSearchWord, word));
    // The first try blocks for the busy timeout, and fails; before the second one the lock is free.
    setImmediate(() => other.exec('COMMIT'));
    await written;
    other.close();
    expect(await database.dataSource.manager.count(HotSearchWord)).toBe(1);
  });
});
