import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AppModule } from '../app.module.js';
import { loadSettings } from '../config/settings.js';
import { CatalogueImportModule } from '../goods/import/catalogue-import.module.js';
import { CatalogueImportService } from '../goods/import/catalogue-import.service.js';
import { formatRowError, type ImportSummary } from '../goods/import/import-report.js';
import { progressDisplay } from './progress-display.js';

const USAGE = `Usage: npm run catalogue:import -- FILE

Adds the categories and goods of FILE (.json or .csv) to the shop, or brings them up to date.
Rows with mistakes are listed and left out; the exit code is then 1.`;

/** @returns the exit code */
async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', default: false } },
  });
  const [path] = positionals;
  if (values.help || path === undefined || positionals.length > 1) {
    (values.help ? process.stdout : process.stderr).write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }

  @Module({ imports: [AppModule.forRoot(loadSettings()), CatalogueImportModule] })
  class ImportCommandModule {}
  const app = await NestFactory.createApplicationContext(ImportCommandModule, {
    logger: ['error', 'warn'],
    abortOnError: false,
  });
  try {
    const summary = await importFile(app.get(CatalogueImportService), path);
    return summary.failed > 0 ? 1 : 0;
  } finally {
    await app.close();
  }
}

async function importFile(importer: CatalogueImportService, path: string): Promise<ImportSummary> {
  const display = progressDisplay();
  let summary: ImportSummary;
  try {
    summary = await importer.importFile(path, {
      onProgress: (progress) => display.update(progress),
      onRowError: (error) => display.complain(formatRowError(error)),
    });
  } finally {
    display.stop();
  }
  process.stdout.write(`${describe(summary)}\n`);
  return summary;
}

function describe({ rows, seconds, sections, ...total }: ImportSummary): string {
  const lines = Object.entries({ ...sections, total }).map(
    ([name, { created, updated, unchanged, failed }]) =>
      `${`${name}:`.padEnd(14)} ${created} created, ${updated} updated, ${unchanged} unchanged, ${failed} failed`,
  );
  const speed = Math.round(rows / Math.max(seconds, 0.001));
  return [...lines, `${rows} rows in ${seconds.toFixed(1)} s, ${speed} rows/s`].join('\n');
}

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`catalogue:import: ${(error as Error).message}\n`);
  process.exitCode = 1;
}
