import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe } from 'vitest';
import { caller, run, ServedProject, writeFiles } from '../support/project.js';
import { specifyAnnouncements } from '../support/announcements.js';
import { codeOf, inserted, insertionsOf } from '../support/recipe.js';

const root = join(import.meta.dirname, '../..');

describe('the ten-minute recipe', () => {
  const shop = mkdtempSync(join(tmpdir(), 'recipe-'));
  const served = new ServedProject(shop, 'dist/src/main.js');
  const call = caller(served, 'JWT');

  let tokens: [alice: string, bobby: string] | undefined;

  beforeAll(async () => {
    for (const name of [
      'src',
      'migrations',
      'package.json',
      'tsconfig.json',
      'tsconfig.build.json',
    ]) {
      cpSync(join(root, name), join(shop, name), { recursive: true });
    }
    symlinkSync(join(root, 'node_modules'), join(shop, 'node_modules'));
    writeFiles(shop, codeOf('README.md'));
    const insertions = insertionsOf('README.md');
    if (insertions.length !== 3) throw new Error('the recipe has three lines for other files');
    for (const insertion of insertions) {
      const file = join(shop, insertion.path);
      writeFileSync(file, inserted(readFileSync(file, 'utf8'), insertion));
    }
    // As an editor does it.
    const appModule = join(shop, 'src/app.module.ts');
    const imported =
      "import { AnnouncementsModule } from './announcements/announcements.module.js';\n";
    writeFileSync(appModule, imported + readFileSync(appModule, 'utf8'));
    run(shop, 'npm', ['run', '--silent', 'migration:generate', '--', 'announcements']);
    run(shop, 'npm', ['run', '--silent', 'build']);
    const create = ['run', '--silent', 'user:create', '--', '--username'];
    const env = { USER_PASSWORD: 'shop12345', DEMO_DATA: 'off', LOG_LEVEL: 'warn' };
    for (const name of ['alice', 'bobby']) run(shop, 'npm', [...create, name], env);
    await served.start(env);
  }, 300_000);

  afterAll(() => {
    served.stop();
    rmSync(shop, { recursive: true, force: true });
  });

  const tokenOf = async (username: string): Promise<string> => {
    const { json } = await call('POST', '/authorizations/', undefined, {
      username,
      password: 'shop12345',
    });
    return json.token;
  };

  specifyAnnouncements(served, async () => {
    tokens ??= [await tokenOf('alice'), await tokenOf('bobby')];
    const [alice, bobby] = tokens;
    return { call, scheme: 'JWT', alice, bobby };
  });
});
