import {
  type BeforeApplicationShutdown,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { DataSource, In } from 'typeorm';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { lockRows } from '../../infrastructure/database/row-locks.js';
import { PeriodicTask } from '../../infrastructure/periodic-task.js';
import { Rest } from '../../rest/index.js';
import { CATALOGUE_TAGS } from '../catalogue-tags.js';
import { Goods } from '../entities/index.js';
import { GoodsSearchIndex, hasIndex } from './goods-search-index.js';
import { blocksThatDiffer, idsIn } from './index-state.js';

/** Seconds from one look at the index to the next. */
const PAUSE = 60;
/** Goods that one transaction puts into the index. */
const BATCH = 100;

/**
 * Brings goods into the search index that came past it (by hand, or before there was one), and
 * takes those out that are gone. Until then search compares texts.
 */
@Injectable()
export class GoodsSearchRepair implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(GoodsSearchRepair.name);
  private readonly task = new PeriodicTask(GoodsSearchRepair.name, PAUSE, () => this.repair());

  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly index: GoodsSearchIndex,
    private readonly rest: Rest,
  ) {}

  onApplicationBootstrap(): void {
    if (hasIndex(this.dataSource.manager)) this.task.start();
  }

  beforeApplicationShutdown(): Promise<void> {
    return this.task.stop();
  }

  /** @returns how many goods have come in or gone out */
  async repair(): Promise<number> {
    let repaired = 0;
    for (const block of await blocksThatDiffer(this.dataSource.manager)) {
      const { stored, indexed } = await idsIn(this.dataSource.manager, block);
      const [there, known] = [new Set(stored), new Set(indexed)];
      const wanted = [...new Set([...stored, ...indexed])].filter(
        (id) => there.has(id) !== known.has(id),
      );
      for (let start = 0; start < wanted.length; start += BATCH) {
        if (this.task.isStopping) return repaired;
        const ids = wanted.slice(start, start + BATCH);
        await this.bringUpToDate(ids);
        repaired += ids.length;
      }
    }
    if (repaired > 0) {
      await this.rest.cache.invalidate([CATALOGUE_TAGS.texts]);
      this.logger.log(`${repaired} goods have been brought up to date in the search index`);
    }
    return repaired;
  }

  /** Under a lock, so that nobody gives the goods other texts meanwhile. */
  private bringUpToDate(ids: readonly number[]): Promise<void> {
    return this.unitOfWork.run(async ({ manager }) => {
      const query = manager
        .createQueryBuilder(Goods, 'goods')
        .select(['goods.id', 'goods.name', 'goods.brief', 'goods.description'])
        .where({ id: In([...ids]) });
      const goods = await lockRows(query).getMany();
      const there = new Set(goods.map(({ id }) => id));
      await this.index.replace(manager, goods);
      await this.index.remove(
        manager,
        ids.filter((id) => !there.has(id)),
      );
    });
  }
}
