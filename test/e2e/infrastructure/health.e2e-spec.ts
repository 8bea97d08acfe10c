import { ConsoleLogger } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { ConfigModule } from '../../../src/config/config.module.js';
import { DatabaseModule } from '../../../src/infrastructure/database/database.module.js';
import { HealthModule } from '../../../src/infrastructure/health/health.module.js';
import { Readiness } from '../../../src/infrastructure/health/readiness.js';
import { RedisModule } from '../../../src/infrastructure/redis/redis.module.js';
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
    const checks = testMode === 'stack' ? { database: 'ok', redis: 'ok' } : { database: 'ok' };
    expect(await answer.json()).toEqual({ status: 'ok', checks });
  });

  it('asks once for all who want to know within a second', async () => {
    const dataSource = app.get(DataSource);
    const readiness = new Readiness(dataSource, null);
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
    const report = await new Readiness(app.get(DataSource), null).check();
    expect(report).toEqual({ status: 'failing', checks: { database: 'failing' } });
  });

  it('is not ready, but alive, while it is stopping', async () => {
    app.get(Readiness).beforeApplicationShutdown();
    expect((await fetch(`${url}/readyz`)).status).toBe(503);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });
});
