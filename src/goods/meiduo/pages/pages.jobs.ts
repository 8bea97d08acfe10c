import { Injectable, Logger, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Settings } from '../../../config/settings.js';
import { Mutex } from '../../../infrastructure/database/mutex.js';
import {
  defineJob,
  JobQueue,
  JobWorkers,
  PermanentError,
} from '../../../infrastructure/jobs/index.js';
import { CatalogueEvents } from '../../catalogue-events.js';
import { goodsSettings } from '../../goods.settings.js';
import { MeiduoPages } from './meiduo-pages.js';

/** Seconds of changes that one job brings to the pages. */
const STEP = 5;

/** Brings the pages up to date. */
export const writeMeiduoPages = defineJob<Record<string, never>>('write-meiduo-pages');

/** Writes the pages again after the catalogue has changed, once for many changes in a row. */
@Injectable()
export class PageJobs implements OnModuleInit, OnApplicationBootstrap {
  private readonly logger = new Logger(PageJobs.name);
  private readonly directory: string | undefined;
  private readonly turns = new Mutex();
  private waiting = 0;

  constructor(
    settings: Settings,
    private readonly pages: MeiduoPages,
    private readonly events: CatalogueEvents,
    private readonly queue: JobQueue,
    private readonly workers: JobWorkers,
  ) {
    this.directory = settings.of(goodsSettings).meiduoPagesDir;
  }

  onModuleInit(): void {
    this.workers.register(writeMeiduoPages, () => this.write());
    if (this.directory) this.events.on(() => this.schedule());
  }

  /** What has changed while nobody looked. */
  onApplicationBootstrap(): void {
    if (this.directory) this.schedule();
  }

  /** At the end of the step, when whatever it changes is committed; nobody waits for the queue. */
  private schedule(): void {
    const now = Date.now() / 1000;
    const step = Math.floor(now / STEP) + 1;
    this.queue
      .enqueue(writeMeiduoPages, {}, { id: `${step}`, delaySeconds: step * STEP - now })
      .catch((error: Error) => {
        this.logger.error(`the pages stay as they are until the next change: ${error.message}`);
      });
  }

  /** Of several that wait for their turn the last one does it. */
  private async write(): Promise<void> {
    const { directory } = this;
    if (!directory) throw new PermanentError('this process has no MEIDUO_PAGES_DIR');
    this.waiting += 1;
    await this.turns.run(async () => {
      this.waiting -= 1;
      if (this.waiting > 0) return;
      const { written, unchanged, removed } = await this.pages.write(directory);
      this.logger.log(`pages: ${written} written, ${unchanged} unchanged, ${removed} removed`);
    });
  }
}
