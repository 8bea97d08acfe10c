import { DataSource, In } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { createApplication } from '../../../src/application.js';
import { presentAreas } from '../../../src/areas/area-data.js';
import { AreasImport } from '../../../src/areas/areas-import.js';
import { AreasService } from '../../../src/areas/areas.service.js';
import { Area } from '../../../src/areas/entities/index.js';
import { Rest } from '../../../src/rest/index.js';
import { testApp } from '../../support/app.js';
import { testSettings } from '../../support/settings.js';

const PROVINCE = 640000;
const CITY = 640100;
const DISTRICTS = [640104, 640105, 640106];
/** A district that was merged into its neighbour in 2021. */
const ABOLISHED = { id: 330103, name: '下城区', isCurrent: true, parentId: 330100 };

describe('the import of the areas', () => {
  const settings = testSettings({ CACHE_TTL: '3600' });
  const app = testApp(settings);
  const bringUpToDate = () => app.nest.get(AreasImport).bringUpToDate();
  const stored = async () => {
    const areas = await app.dataSource.manager.find(Area, { order: { id: 'ASC' } });
    return areas.map(({ id, name, parentId }) => ({ id, name, parentId }));
  };
  const complete = presentAreas().toSorted((a, b) => a.id - b.id);

  it('writes nothing when the areas are up to date', async () => {
    let written = -1;
    const statements = await app.queries(async () => {
      written = await bringUpToDate();
    });
    expect(written).toBe(0);
    // What begins with the application, such as a sweep, may ask something meanwhile.
    expect(statements.filter((sql) => sql.includes('areas_area'))).toHaveLength(1);
    expect(await stored()).toEqual(complete);
  });

  it('puts right what is missing or altered, and nothing else', async () => {
    await app.unitOfWork.run(async ({ manager }) => {
      await manager.delete(Area, { id: In(DISTRICTS) });
      await manager.update(Area, { id: CITY }, { name: '无名市', parentId: 110000 });
      await manager.update(Area, { id: PROVINCE }, { isCurrent: false });
    });
    expect(await bringUpToDate()).toBe(DISTRICTS.length + 2);
    expect(await stored()).toEqual(complete);
    expect(await app.nest.get(AreasService).chain(PROVINCE, CITY, DISTRICTS[0]!)).toBe(true);
  });

  it('outdates the answers given before', async () => {
    await app.unitOfWork.run(({ manager }) =>
      manager.update(Area, { id: PROVINCE }, { name: '旧名' }),
    );
    await app.nest.get(Rest).cache.invalidate(['areas']);
    expect((await app.get(`/areas/${PROVINCE}/`)).json.name).toBe('旧名');
    await bringUpToDate();
    expect((await app.get(`/areas/${PROVINCE}/`)).json.name).toBe('宁夏回族自治区');
  });

  it('leaves everything as it was when it fails half-way', async () => {
    await app.unitOfWork.run(({ manager }) => manager.delete(Area, { id: In(DISTRICTS) }));
    const failing = app.unitOfWork.run(async () => {
      await bringUpToDate();
      throw new Error('the power went');
    });
    await expect(failing).rejects.toThrow('the power went');
    expect(await stored()).toHaveLength(complete.length - DISTRICTS.length);
    await bringUpToDate();
    expect(await stored()).toEqual(complete);
  });

  it('takes abolished areas out of the tree and keeps their names for old addresses', async () => {
    await app.unitOfWork.run(({ manager }) => manager.insert(Area, ABOLISHED));
    expect(await bringUpToDate()).toBe(1);
    const { json: city } = await app.get('/areas/330100/');
    expect(city.subs.map(({ id }: { id: number }) => id)).not.toContain(ABOLISHED.id);
    expect((await app.get('/areas/')).json).toHaveLength(34);
    expect((await app.get(`/areas/${ABOLISHED.id}/`)).status).toBe(404);
    const service = app.nest.get(AreasService);
    expect(await service.chain(330000, 330100, ABOLISHED.id)).toBe(false);
    expect((await service.names([ABOLISHED.id])).get(ABOLISHED.id)).toBe(ABOLISHED.name);
    expect(await bringUpToDate()).toBe(0);
  });

  it('tells how far it is', async () => {
    await app.unitOfWork.run(async ({ manager }) => {
      await manager.createQueryBuilder().update(Area).set({ name: '？' }).execute();
    });
    const told: [done: number, total: number][] = [];
    const count = await app.nest
      .get(AreasImport)
      .bringUpToDate((done, total) => told.push([done, total]));
    expect(count).toBe(complete.length);
    expect(told.length).toBeGreaterThan(3);
    expect(told[0]).toEqual([0, count]);
    expect(told.at(-1)).toEqual([count, count]);
    expect(told).toEqual(told.toSorted(([a], [b]) => a - b));
  });
});

describe('processes that start together on an empty database', () => {
  const settings = testSettings();

  it('all start, with every area once', async () => {
    const starts = await Promise.allSettled([1, 2, 3].map(() => createApplication(settings)));
    const apps = starts.flatMap((start) => (start.status === 'fulfilled' ? start.value : []));
    try {
      expect(starts.filter(({ status }) => status === 'rejected')).toEqual([]);
      const counts = apps.map((app) => app.get(DataSource).manager.count(Area));
      expect(new Set(await Promise.all(counts))).toEqual(new Set([presentAreas().length]));
    } finally {
      for (const app of apps) await app.close();
    }
  });
});
