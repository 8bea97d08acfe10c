import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadSettings } from '../../../src/settings.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

describe('what the embedded shop keeps', () => {
  const settings = testSettings();
  const app = testApp(settings);

  it('is readable by its owner alone: the database and the key', async () => {
    expect((await app.get('/banners/')).status).toBe(200);
    const { dataDir } = settings;
    const { secretKey } = loadSettings({ DATA_DIR: dataDir, PUBLIC_URL: 'http://localhost:8000' });
    expect(secretKey).not.toBe('');
    const files = readdirSync(dataDir).filter((name) => /^shop\.sqlite3|^secret\.key$/.test(name));
    expect(files).toContain('shop.sqlite3');
    expect(files).toContain('secret.key');
    for (const name of files) {
      expect([name, (statSync(join(dataDir, name)).mode & 0o777).toString(8)]).toEqual([
        name,
        '600',
      ]);
    }
  });
});
