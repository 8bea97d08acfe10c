import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { SingleBar } from 'cli-progress';
import { DataSource, In, type EntityManager } from 'typeorm';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { Rest } from '../rest/index.js';
import { type AreaRecord, presentAreas } from './area-data.js';
import { AREA_TAGS } from './area-tags.js';
import { Area } from './entities/index.js';

/** Rows written by one statement. */
const BATCH = 500;

/** How the table differs from the data. */
interface Differences {
  /** Areas that are missing or say something else. */
  readonly written: readonly AreaRecord[];
  /** Ids of areas that the data no longer have. */
  readonly abolished: readonly number[];
}

/** Keeps the table of areas equal to the data package. */
@Injectable()
export class AreasImport implements OnApplicationBootstrap {
  private readonly logger = new Logger(AreasImport.name);

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly rest: Rest,
  ) {}

  /** Loads the areas at the first start, and at the first one with newer data. */
  async onApplicationBootstrap(): Promise<void> {
    const startedAt = performance.now();
    // On a terminal only; elsewhere the library prints nothing.
    const bar = new SingleBar({ format: 'areas {bar} {value}/{total}', clearOnComplete: true });
    const count = await this.bringUpToDate((done, total) => {
      if (done === 0) bar.start(total, 0);
      else bar.update(done);
    }).finally(() => bar.stop());
    const took = Math.round(performance.now() - startedAt);
    if (count > 0) this.logger.log(`${count} areas brought up to date in ${took} ms`);
  }

  /**
   * Writes what differs from the data, in one transaction: an interrupted load leaves nothing
   * behind, and rows that were lost or altered are put right. Processes may do it at the same time.
   *
   * @param onProgress told how many of the differing areas are written, from 0 on; again from 0
   *   when the transaction starts over; never when nothing differs
   * @returns how many areas differed
   */
  async bringUpToDate(onProgress: (done: number, total: number) => void = () => {}) {
    const { written, abolished } = await this.differences();
    const total = written.length + abolished.length;
    if (total === 0) return 0;
    await this.unitOfWork.run(async (tx) => {
      onProgress(0, total);
      for (let done = 0; done < written.length; done += BATCH) {
        const batch = written.slice(done, done + BATCH);
        await write(tx.manager, batch);
        onProgress(done + batch.length, total);
      }
      await abolish(tx.manager, abolished);
      onProgress(total, total);
      tx.afterCommit(() => this.rest.cache.invalidate(Object.values(AREA_TAGS)));
    });
    return total;
  }

  private async differences(): Promise<Differences> {
    const stored = await this.dataSource.manager.find(Area);
    const vanished = new Map(stored.map((area) => [area.id, area]));
    const written: AreaRecord[] = [];
    for (const record of presentAreas()) {
      const area = vanished.get(record.id);
      vanished.delete(record.id);
      const isSame =
        area?.isCurrent && area.name === record.name && area.parentId === record.parentId;
      if (!isSame) written.push(record);
    }
    const abolished = [...vanished.values()].filter(({ isCurrent }) => isCurrent);
    return { written, abolished: abolished.map(({ id }) => id) };
  }
}

async function write(manager: EntityManager, records: readonly AreaRecord[]): Promise<void> {
  await manager
    .createQueryBuilder()
    .insert()
    .into(Area)
    .values(records.map((record) => ({ ...record, isCurrent: true })))
    .orUpdate(['name', 'parentId', 'isCurrent'], ['id'])
    .updateEntity(false)
    .execute();
}

async function abolish(manager: EntityManager, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await manager.update(Area, { id: In([...ids]) }, { isCurrent: false, parentId: null });
}
