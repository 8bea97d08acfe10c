import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Injectable, Logger } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Settings } from '../config/settings.js';
import { Goods } from '../goods/entities/index.js';
import { CatalogueImportService } from '../goods/import/catalogue-import.service.js';
import { formatRowError } from '../goods/import/import-report.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { type PicturedCatalogue, picturesOf } from './picture-files.js';

const CATALOGUE = fileURLToPath(new URL('./catalogue.json', import.meta.url));

/** Fills an empty shop with a small believable catalogue, so that there is something to look at. */
@Injectable()
export class DemoService {
  private readonly logger = new Logger(DemoService.name);

  constructor(
    private readonly settings: Settings,
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly importer: CatalogueImportService,
  ) {}

  /**
   * Loads the demo catalogue and draws its pictures, if the settings want it and there are no goods
   * yet. The pictures come first and the catalogue is one transaction, so an interrupted load leaves
   * the shop empty and the next start loads it from the beginning.
   *
   * @returns whether the demo was loaded
   */
  async loadIfEmpty(): Promise<boolean> {
    if (!this.settings.demoData || (await this.dataSource.manager.exists(Goods))) return false;
    const startedAt = performance.now();
    const pictures = await this.drawPictures();
    const { rows } = await this.unitOfWork.run(() =>
      this.importer.importFile(CATALOGUE, {
        onRowError: (error) => this.logger.warn(formatRowError(error)),
      }),
    );
    const took = Math.round(performance.now() - startedAt);
    this.logger.log(`demo shop loaded: ${rows} rows and ${pictures} pictures in ${took} ms`);
    return true;
  }

  /** @returns how many pictures the catalogue has */
  private async drawPictures(): Promise<number> {
    const catalogue: PicturedCatalogue = JSON.parse(await readFile(CATALOGUE, 'utf8'));
    const folders = new Set<string>();
    let count = 0;
    for (const { path, svg } of picturesOf(catalogue)) {
      const file = join(this.settings.mediaRoot, path);
      const folder = dirname(file);
      if (!folders.has(folder)) await mkdir(folder, { recursive: true });
      folders.add(folder);
      await writeFile(file, svg);
      count += 1;
    }
    return count;
  }
}
