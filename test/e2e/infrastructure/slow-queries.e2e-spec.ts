import { Logger } from '@nestjs/common';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { testDatabase } from '../../support/database.js';
import { testSettings } from '../../support/settings.js';

describe('slow statements', () => {
  const settings = testSettings({ SLOW_QUERY_MS: '5' });
  const database = testDatabase(settings, []);
  const warnings = vi.spyOn(Logger.prototype, 'warn');
  afterEach(() => warnings.mockClear());

  const slow =
    settings.mode === 'stack'
      ? 'SELECT SLEEP(0.02), ? AS secret'
      : `WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 500000)
         SELECT MAX(x), ? AS secret FROM n`;
  const logged = () => warnings.mock.calls.map(([message]) => String(message));

  it('are logged with their text, without their values', async () => {
    await database.dataSource.query(slow, ['geheim']);
    expect(logged()).toEqual([expect.stringMatching(/^a statement took \d+ ms: .*\? AS secret/)]);
    expect(logged().join()).not.toContain('geheim');
  });

  it('are none of those that are quick', async () => {
    await database.dataSource.query('SELECT 1');
    expect(logged()).toEqual([]);
  });
});
