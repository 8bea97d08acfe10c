import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { caller, run, ServedProject, writeFiles } from '../support/project.js';
import { specifyAnnouncements } from '../support/announcements.js';
import { codeOf } from '../support/recipe.js';

const root = join(import.meta.dirname, '../..');

/** The installed version of a package, so that the registry need not be asked for a newer one. */
function installed(name: string): string {
  const manifest = readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}

const PEERS = [
  '@fastify/static',
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

/** The pages of the layer's guide. */
const GUIDE = readdirSync(join(root, 'src/rest/guide')).sort();

/** Starts an application of every viewset of the guide, which looks at all declarations, and ends. */
const GUIDE_STARTED = `
import 'reflect-metadata';
import { readdirSync } from 'node:fs';
import { Module, type Type } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { createRestApplication, FileStore, PictureFolder, RestModule } from 'nest-rest-framework';
import { NameAuthentication } from './name.authentication.js';
import { Book, Shelf } from './guide/library.js';

const folder = new URL('./guide/', import.meta.url);
const pages = readdirSync(folder).filter((name) => name.endsWith('.js'));
const samples: Record<string, Type<unknown>>[] = await Promise.all(
  pages.map((name) => import(new URL(name, folder).href)),
);
const controllers = samples.flatMap((page) =>
  Object.entries(page).flatMap(([name, value]) => (name.endsWith('ViewSet') ? [value] : [])),
);

@Module({
  imports: [
    TypeOrmModule.forRoot({
      type: 'better-sqlite3',
      database: ':memory:',
      entities: [Book, Shelf],
      synchronize: true,
    }),
    RestModule.forRoot({ defaultAuthentication: [NameAuthentication] }),
  ],
  controllers,
  providers: [NameAuthentication, { provide: FileStore, useValue: new PictureFolder('media') }],
})
class GuideModule {}

const app = await createRestApplication(GuideModule, { nest: { logger: false } });
await app.close();
if (controllers.length < 10) throw new Error('the guide has lost its viewsets');
`;

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
    for (const document of ['README.md', ...GUIDE.map((page) => `guide/${page}`)]) {
      for (const [path, text] of codeOf(`src/rest/${document}`)) write(path, text);
    }
    for (const [path, text] of codeOf('README.md')) {
      write(path, text.replaceAll('../rest/index.js', 'nest-rest-framework'));
    }
    write('src/guide-started.ts', GUIDE_STARTED);
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

  it('brings its guide, which its README leads to, and whose samples compile and start', () => {
    const layer = join(project, 'node_modules/nest-rest-framework');
    const readme = readFileSync(join(layer, 'README.md'), 'utf8');
    const linked = [...readme.matchAll(/\]\(guide\/([\w-]+\.md)\)/g)].map(([, page]) => page);
    expect(linked.toSorted()).toEqual(GUIDE);
    for (const page of GUIDE) {
      expect(existsSync(join(layer, 'guide', page))).toBe(true);
      expect([page, codeOf(`src/rest/guide/${page}`).length]).not.toEqual([page, 0]);
    }
    run(project, process.execPath, ['dist/guide-started.js']);
  });

  specifyAnnouncements(served, async () => ({
    call: caller(served, 'Name'),
    scheme: 'Name',
    alice: 'alice',
    bobby: 'bob',
  }));
});
