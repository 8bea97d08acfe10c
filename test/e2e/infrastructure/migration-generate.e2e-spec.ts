import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  Column,
  DataSource,
  Entity,
  Index,
  ManyToOne,
  PrimaryGeneratedColumn,
  Unique,
  type MigrationInterface,
  type Relation,
} from 'typeorm';
import { afterAll, describe, expect, it } from 'vitest';
import { ENTITIES } from '../../../src/app.module.js';
import { migrationGenerateCommand } from '../../../src/cli/migration-generate-command.js';
import {
  createDataSourceOptions,
  type Entities,
} from '../../../src/infrastructure/database/data-source.js';
import { runMigrations } from '../../../src/infrastructure/database/migrate.js';
import { testSettings } from '../../support/settings.js';

@Entity('notice_topic')
class Topic {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', length: 20, unique: true }) name!: string;
}

@Entity('notice')
@Index(['topicId', 'createdAt'])
@Unique(['title', 'topicId'])
class Notice {
  @PrimaryGeneratedColumn() id!: number;
  @Column({ type: 'varchar', length: 80, default: '无题' }) title!: string;
  @Column({ type: 'text' }) text!: string;
  @Column({ type: 'boolean', default: true }) isShown!: boolean;
  @Column({ type: 'int', default: 0 }) views!: number;
  @Column({ type: 'datetime' }) createdAt!: Date;
  @Column({ type: 'date', nullable: true }) until!: string | null;
  @Column({ type: 'int' }) topicId!: number;
  @ManyToOne(() => Topic, { nullable: false, onDelete: 'CASCADE' }) topic!: Relation<Topic>;
}

describe('npm run migration:generate', () => {
  const settings = testSettings({}, { tables: false });
  // Below the tests, where modules are found.
  const folder = mkdtempSync(join(import.meta.dirname, 'generated-'));
  cpSync(join(import.meta.dirname, '../../../migrations/index.ts'), join(folder, 'index.ts'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const output = { text: '', write: (text: string) => (output.text += text) };
  const generate = (args: string[], entities: Entities = ENTITIES) =>
    migrationGenerateCommand(args, folder, { out: output, err: output } as never, entities);

  it('has nothing to write while migrations and entities agree', async () => {
    expect(await generate(['nothing'])).toBe(1);
    expect(readdirSync(folder)).toEqual(['index.ts']);
  });

  it.each([[[]], [['Big Name']], [['../x']], [['a', 'b']]])('refuses %j', async (args) => {
    expect(await generate(args)).toBe(2);
  });

  it('writes one that makes exactly what the entities describe, and takes it back', async () => {
    const entities = [...ENTITIES, Topic, Notice];
    expect(await generate(['notices'], entities)).toBe(0);
    const file = readdirSync(folder).find((name) => name.endsWith('-notices.ts'))!;
    const time = file.split('-', 1)[0]!;
    const newest = readdirSync(join(import.meta.dirname, '../../../migrations'))
      .sort()
      .at(-2)!;
    expect(Number(time)).toBeGreaterThan(Number(newest.split('-', 1)[0]));
    expect(readFileSync(join(folder, 'index.ts'), 'utf8')).toMatch(
      new RegExp(
        `import \\{ Notices${time} \\} from './${time}-notices.js';[^]+  Notices${time},\n\\]`,
      ),
    );

    await runMigrations(settings);
    const dataSource = await new DataSource(
      await createDataSourceOptions(settings, entities),
    ).initialize();
    try {
      const module = (await import(join(folder, file))) as Record<
        string,
        new () => MigrationInterface
      >;
      const migration = new module[`Notices${time}`]!();
      const runner = dataSource.createQueryRunner();
      const drift = async () =>
        (await dataSource.driver.createSchemaBuilder().log()).upQueries.map(({ query }) => query);
      await migration.up(runner);
      expect(await drift()).toEqual([]);
      await migration.down(runner);
      expect(await runner.hasTable('notice')).toBe(false);
      await migration.up(runner);
      expect(await drift()).toEqual([]);
      await runner.release();
    } finally {
      await dataSource.destroy();
    }
  });
});
