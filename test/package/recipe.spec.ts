import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, run, ServedProject, writeFiles } from '../support/project.js';
import { codeOf } from '../support/recipe.js';

const root = join(import.meta.dirname, '../..');

describe('the ten-minute recipe', () => {
  const shop = mkdtempSync(join(tmpdir(), 'recipe-'));
  const served = new ServedProject(shop, 'dist/src/main.js');
  const call = caller(served, 'JWT');

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
    const appModule = join(shop, 'src/app.module.ts');
    writeFileSync(
      appModule,
      readFileSync(appModule, 'utf8')
        .replace('const DOMAINS = [', '$&\n  AnnouncementsModule,')
        .replace(
          'import { AreasModule }',
          "import { AnnouncementsModule } from './announcements/announcements.module.js';\n$&",
        ),
    );
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

  it('makes a resource of the shop', async () => {
    const [alice, bobby] = [await tokenOf('alice'), await tokenOf('bobby')];
    const category = await call('POST', '/announcementcategories/', alice, { name: '新闻' });
    expect(category.status).toBe(201);
    const body = { title: '开业', text: '今天开业', category: category.json.id };
    expect((await call('POST', '/announcements/', undefined, body)).status).toBe(401);
    const empty = await call('POST', '/announcements/', alice, {});
    expect(empty.json).toMatchObject({ title: ['该字段是必填项。'] });
    const made = await call('POST', '/announcements/', alice, body);
    expect(made.json).toMatchObject({ title: '开业', category: { name: '新闻' } });
    const path = `/announcements/${made.json.id}/`;
    expect((await call('PATCH', path, bobby, { title: '我的' })).status).toBe(403);
    expect((await call('PATCH', path, alice, { title: '开张' })).json.title).toBe('开张');
    const list = await call('GET', `/announcements/?search=开张&category=${category.json.id}`);
    expect(list.json).toMatchObject({ count: 1, results: [{ title: '开张' }] });
    const options = await call('OPTIONS', '/announcements/', alice);
    expect(options.json.actions.POST.title).toMatchObject({ label: '标题', max_length: 80 });
    const { json: document } = await call('GET', '/docs/openapi.json');
    expect(document.paths).toHaveProperty(['/announcements/']);
    expect((await call('DELETE', path, alice)).status).toBe(204);
  });
});
