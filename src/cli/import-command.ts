import { Module } from '@nestjs/common';
import { AppModule } from '../app.module.js';
import type { Settings } from '../config/settings.js';
import { CatalogueFileError } from '../goods/import/catalogue-file-error.js';
import { CatalogueImportModule } from '../goods/import/catalogue-import.module.js';
import { CatalogueImportService } from '../goods/import/catalogue-import.service.js';
import { formatRowError, type ImportSummary } from '../goods/import/import-report.js';
import type { Output } from './output.js';
import { pathArgument } from './path-argument.js';
import { progressDisplay } from './progress-display.js';
import { withShop } from './shop-context.js';

const USAGE = `Usage: npm run catalogue:import -- FILE

Adds the categories and goods of FILE (.json or .csv) to the shop, or brings them up to date.
Rows with mistakes are listed and left out; the exit code is then 1.
`;

/**
 * Imports the file named on the command line into the shop of the settings.
 *
 * @returns the exit code: 0 when every row is stored, 1 when some are not, 2 for a wrong call
 */
export async function importCommand(
  args: string[],
  settings: () => Settings,
  output: Output,
): Promise<number> {
  const path = pathArgument(args, USAGE, output);
  if (typeof path === 'number') return path;

  @Module({ imports: [AppModule.forRoot(settings()), CatalogueImportModule] })
  class ImportCommandModule {}
  try {
    const summary = await withShop(ImportCommandModule, (shop) =>
      importFile(shop.get(CatalogueImportService), path, output.err),
    );
    output.out.write(`${describe(summary)}\n`);
    return summary.failed > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof CatalogueFileError)) throw error;
    output.err.write(`${path}: ${error.message}\n`);
    return 1;
  }
}

async function importFile(
  importer: CatalogueImportService,
  path: string,
  err: Output['err'],
): Promise<ImportSummary> {
  const display = progressDisplay(err);
  try {
    return await importer.importFile(path, {
      onProgress: (progress) => display.update(progress),
      onRowError: (error) => display.complain(formatRowError(error)),
    });
  } finally {
    display.stop();
  }
}

function describe({ rows, seconds, sections, ...total }: ImportSummary): string {
  const lines = Object.entries({ ...sections, total }).map(
    ([name, { created, updated, unchanged, failed }]) =>
      `${`${name}:`.padEnd(14)} ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`,
  );
  const speed = Math.round(rows / Math.max(seconds, 0.001));
  return [...lines, `${rows} rows in ${seconds.toFixed(1)} s, ${speed} rows/s`].join('\n');
}
