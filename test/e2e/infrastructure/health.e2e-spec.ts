import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConsoleLogger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConfigModule } from '../../../src/config/config.module.js';
import type { Settings } from '../../../src/config/settings.js';
import { DatabaseModule } from '../../../src/infrastructure/database/database.module.js';
import { HealthController } from '../../../src/infrastructure/health/health.controller.js';
import { HealthModule } from '../../../src/infrastructure/health/health.module.js';
import { Readiness } from '../../../src/infrastructure/health/readiness.js';
import { type RedisClient, RedisModule } from '../../../src/infrastructure/redis/redis.module.js';
import { testMode, testSettings } from '../../support/settings.js';

describe('the health of a process', () => {
  const settings = testSettings();
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    const module = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot(settings),
        RedisModule,
        DatabaseModule.forRoot({ entities: [] }),
        HealthModule,
      ],
    })
      .setLogger(new ConsoleLogger({ logLevels: [] }))
      .compile();
    app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  it('is alive', async () => {
    const answer = await fetch(`${url}/healthz`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'ok' });
  });

  it('is ready when what it needs answers', async () => {
    const answer = await fetch(`${url}/readyz`);
    expect(answer.status).toBe(200);
    const checks = testMode === 'stack' ? { redis: 'ok' } : { disk: 'ok' };
    expect(await answer.json()).toEqual({
      status: 'ok',
      checks: { database: 'ok', uploads: 'ok', ...checks },
    });
  });

  it('asks once for all who want to know within a second', async () => {
    const dataSource = app.get(DataSource);
    const readiness = new Readiness(dataSource, null, settings, null);
    const query = vi.spyOn(dataSource, 'query');
    onTestFinished(() => query.mockRestore());
    await Promise.all([readiness.check(), readiness.check()]);
    await readiness.check();
    expect(query).toHaveBeenCalledOnce();
  });

  it.each([
    ['fails', () => Promise.reject(new Error('gone'))],
    ['hangs', () => new Promise<never>(() => undefined)],
  ])('is not ready when the database %s', async (_case, answer) => {
    const query = vi.spyOn(app.get(DataSource), 'query').mockImplementation(answer);
    onTestFinished(() => query.mockRestore());
    const report = await new Readiness(app.get(DataSource), null, settings, null).check();
    expect(report).toMatchObject({ status: 'failing', checks: { database: 'failing' } });
  });

  it.each([
    ['the disk of the uploads, with less to offer', 'mediaRoot', 'degraded', 200],
    ['the disk of the embedded database, not at all', 'dataDir', 'failing', 503],
  ] as const)('serves, when full, %s', async (_case, folder, status, code) => {
    const file = join(settings.dataDir, 'file');
    writeFileSync(file, '');
    const broken = Object.assign(Object.create(settings) as Settings, {
      mode: 'embedded',
      // Not even a folder can be made there.
      [folder]: join(file, 'folder'),
    });
    const readiness = new Readiness(app.get(DataSource), null, broken, null);
    const reply = { status: vi.fn() };
    const report = await new HealthController(readiness).ready(reply as never);
    expect(report.status).toBe(status);
    expect(reply.status).toHaveBeenCalledWith(code);
  });

  it('is degraded without Redis, and serves', async () => {
    const redis = { ping: () => Promise.reject(new Error('gone')) } as unknown as RedisClient;
    const report = await new Readiness(app.get(DataSource), redis, settings, null).check();
    expect(report).toMatchObject({ status: 'degraded', checks: { redis: 'failing' } });
  });

  it('is not ready, but alive, while it is stopping', async () => {
    app.get(Readiness).beforeApplicationShutdown();
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
