import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, run, ServedProject, writeFiles } from '../support/project.js';
import { codeOf } from '../support/recipe.js';

const root = join(import.meta.dirname, '../..');

/** The installed version of a package, so that the registry need not be asked for a newer one. */
function installed(name: string): string {
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

const PEERS = [
  '@nestjs/common',
  '@nestjs/core',
  '@nestjs/passport',
  '@nestjs/platform-fastify',
  '@nestjs/swagger',
  '@nestjs/throttler',
  '@nestjs/typeorm',
  'fastify',
  'reflect-metadata',
  'rxjs',
  'typeorm',
];

describe('the layer as a package of its own', () => {
  const project = mkdtempSync(join(tmpdir(), 'layer-'));
  const served = new ServedProject(project, 'dist/main.js');
  const write = (path: string, text: string) => writeFiles(project, [[path, text]]);

  beforeAll(async () => {
    run(root, 'npm', ['run', '--silent', 'pack:rest']);
    const { version } = JSON.parse(readFileSync(join(root, 'src/rest/package.json'), 'utf8')) as {
      version: string;
    };
    write(
      'package.json',
      JSON.stringify({
        type: 'module',
        dependencies: {
          ...Object.fromEntries(PEERS.map((name) => [name, installed(name)])),
          // Compiled already.
          'better-sqlite3': `file:${join(root, 'node_modules/better-sqlite3')}`,
          'nest-rest-framework': `file:${join(root, `dist/nest-rest-framework-${version}.tgz`)}`,
        },
      }),
    );
    write(
      'tsconfig.json',
      JSON.stringify({
        compilerOptions: {
          module: 'nodenext',
          target: 'es2023',
          strict: true,
          experimentalDecorators: true,
          emitDecoratorMetadata: true,
          useDefineForClassFields: false,
          outDir: 'dist',
          rootDir: 'src',
          typeRoots: [join(root, 'node_modules/@types')],
          types: ['node'],
          skipLibCheck: true,
        },
        include: ['src'],
      }),
    );
    for (const [path, text] of codeOf('src/rest/README.md')) write(path, text);
    for (const [path, text] of codeOf('README.md')) {
      write(path, text.replaceAll('../rest/index.js', 'nest-rest-framework'));
    }
    run(project, 'npm', [
      'install',
      '--prefer-offline',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
    ]);
    run(project, join(root, 'node_modules/.bin/tsc'), []);
    await served.start();
  }, 240_000);

  afterAll(() => {
    served.stop();
    rmSync(project, { recursive: true, force: true });
  });

  const call = caller(served, 'Name');

  it('serves the recipe in an empty project', async () => {
    const category = await call('POST', '/announcementcategories/', 'alice', { name: 'News' });
    expect(category.status).toBe(201);
    const anonymous = await call('POST', '/announcements/', undefined, {});
    expect([anonymous.status, anonymous.headers.get('www-authenticate')]).toEqual([
      401,
      'Name realm="api"',
    ]);
    const empty = await call('POST', '/announcements/', 'alice', {});
    expect([empty.status, empty.json]).toEqual([
      400,
      {
        title: ['This field is required.'],
        text: ['This field is required.'],
        category: ['This field is required.'],
      },
    ]);
    const made = await call('POST', '/announcements/', 'alice', {
      title: 'Open',
      text: 'We are open.',
      category: category.json.id,
    });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      title: 'Open',
      category: { id: category.json.id, name: 'News' },
    });
    const path = `/announcements/${made.json.id}/`;
    expect((await call('PATCH', path, 'bob', { title: 'Mine' })).status).toBe(403);
    expect((await call('PATCH', path, 'alice', { title: 'Ours' })).json.title).toBe('Ours');
    const list = await call('GET', '/announcements/?search=ours&category=1&ordering=-add_time');
    expect(list.json).toMatchObject({ count: 1, next: null, results: [{ title: 'Ours' }] });
    expect(list.headers.get('etag')).toBeTruthy();
    expect((await call('GET', '/announcements/?category=x')).status).toBe(400);
    expect((await call('DELETE', path, 'alice')).status).toBe(204);
    expect((await call('GET', path)).status).toBe(404);
  });
});
