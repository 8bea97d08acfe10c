import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { z } from 'zod';
import { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { CatalogueEvents } from '../catalogue-events.js';
import { GoodsSearchIndex } from '../search/goods-search-index.js';
import { CatalogueFile } from './catalogue-file.js';
import { CatalogueFileError } from './catalogue-file-error.js';
import { ROW_KEYS, ROW_SCHEMAS, type RowOf, type SectionName } from './catalogue-format.js';
import type { CatalogueRecord } from './catalogue-record.js';
import { CategoryWriter } from './category-writer.js';
import { GoodsWriter } from './goods-writer.js';
import { BannerWriter, BrandWriter, HotSearchWriter, IndexAdWriter } from './home-writers.js';
import type { ImportProgress, ImportSummary, RowError } from './import-report.js';
import { ImportTally } from './import-tally.js';
import type { Tried } from './references.js';
import type { NumberedRow, SectionWriter } from './section-writer.js';

/** Rows in one transaction at most. */
const BATCH_ROWS = 500;
/** Characters of descriptions in one transaction at most; MySQL limits the size of a statement. */
const BATCH_CHARACTERS = 1_000_000;
/** The tree of categories is checked as a whole, so all of them stay in memory. */
const MOST_CATEGORIES = 20_000;

export interface ImportOptions {
  /** Rows of other sections are left out; default: all sections are read. */
  sections?: ReadonlySet<string>;
  /** The file is only looked at: nothing is stored, and nobody waits. */
  isTrial?: boolean;
  /** Called after each stored batch. */
  onProgress?: (progress: ImportProgress) => void;
  /** Called for each reason why a row is left out. */
  onRowError?: (error: RowError) => void;
}

/** Rows of one section that are stored together. */
class Batch<Name extends SectionName = SectionName> {
  readonly rows: NumberedRow<Name>[] = [];
  private characters = 0;

  constructor(readonly section: Name) {}

  add(row: NumberedRow<Name>): void {
    this.rows.push(row);
    const { description } = row.row as { description?: string };
    this.characters += description?.length ?? 0;
  }

  get isFull(): boolean {
    if (this.section === 'categories') return false;
    return this.rows.length >= BATCH_ROWS || this.characters >= BATCH_CHARACTERS;
  }
}

/**
 * Brings the catalogue up to date with a file. An import adds and changes; it deletes nothing, and
 * the same file imported again changes nothing.
 */
@Injectable()
export class CatalogueImportService {
  private readonly manager: EntityManager;
  private readonly writers: { [Name in SectionName]: SectionWriter<Name> };

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly events: CatalogueEvents,
    searchIndex: GoodsSearchIndex,
    { manager }: DataSource,
  ) {
    this.manager = manager;
    this.writers = {
      categories: new CategoryWriter(),
      brands: new BrandWriter(),
      goods: new GoodsWriter(searchIndex),
      banners: new BannerWriter(),
      index_ads: new IndexAdWriter(),
      hot_searches: new HotSearchWriter(),
    };
  }

  /**
   * Imports a file in JSON or CSV. Rows are stored in batches, each in a unit of work of its own
   * unless the caller has opened one; rows that cannot be stored are reported and left out.
   *
   * @throws {CatalogueFileError} when the file cannot be read (on); batches before that are stored
   */
  async importFile(path: string, options: ImportOptions = {}): Promise<ImportSummary> {
    const file = await CatalogueFile.open(path);
    const tally = new ImportTally(file, options);
    const seen = new SeenKeys();
    const tried = options.isTrial ? new TriedKeys() : undefined;
    let batch: Batch | undefined;
    for await (const record of file.records()) {
      if (batch && (batch.section !== record.section || batch.isFull)) {
        await this.store(batch, tally, tried);
        batch = undefined;
      }
      const row = check(record, seen, tally, options.sections);
      if (!row) continue;
      batch ??= new Batch(record.section);
      batch.add(row);
      if (batch.rows.length > MOST_CATEGORIES) {
        throw new CatalogueFileError(`more than ${MOST_CATEGORIES} categories`);
      }
    }
    if (batch) await this.store(batch, tally, tried);
    return tally.summary();
  }

  private async store<Name extends SectionName>(
    { section, rows }: Batch<Name>,
    tally: ImportTally,
    tried?: TriedKeys,
  ): Promise<void> {
    const writer: SectionWriter<Name> = this.writers[section];
    const result = tried
      ? await writer.try(this.manager, rows, tried)
      : await this.unitOfWork.run(async (transaction) => {
          const written = await writer.write(transaction.manager, rows);
          if (written.created + written.updated > 0) this.events.changed(transaction);
          return written;
        });
    const byNumber = new Map(rows.map(({ number, row }) => [number, ROW_KEYS[section](row)]));
    tally.stored(section, result, (number) => byNumber.get(number)!);
    for (const { number } of result.rejected) byNumber.delete(number);
    tried?.add(section, [...byNumber.values()].flat());
  }
}

/** Remembers what would be there of a file that is only tried. */
class TriedKeys implements Tried {
  readonly categories = new Set<string>();
  readonly goods = new Set<string>();

  add(section: SectionName, keys: readonly string[]): void {
    if (section !== 'categories' && section !== 'goods') return;
    for (const key of keys) this[section].add(key);
  }
}

/** Remembers which rows came already. It grows by about 100 bytes a row. */
class SeenKeys {
  private readonly rows = new Map<string, number>();

  /** The row that had this key first, or undefined after remembering it for this one. */
  firstRow(section: SectionName, keys: string[], number: number): number | undefined {
    const id = `${section} ${JSON.stringify(keys)}`;
    const first = this.rows.get(id);
    if (first === undefined) this.rows.set(id, number);
    return first;
  }
}

/** The row as it can be stored; undefined when it cannot, which is reported. */
function check(
  record: CatalogueRecord,
  seen: SeenKeys,
  tally: ImportTally,
  sections?: ReadonlySet<string>,
): NumberedRow<SectionName> | undefined {
  const { section, number, value, problem } = record;
  if (sections && !sections.has(section)) {
    return void tally.rejected(
      section,
      number,
      [],
      ['needs the right to add and change such rows'],
    );
  }
  if (problem) return void tally.rejected(section, number, [], [problem]);
  const parsed: z.ZodSafeParseResult<RowOf<SectionName>> = ROW_SCHEMAS[section].safeParse(value);
  if (!parsed.success) {
    return void tally.rejected(
      section,
      number,
      labelOf(section, value),
      parsed.error.issues.flatMap(explain),
    );
  }
  const keys = (ROW_KEYS[section] as (row: RowOf<SectionName>) => string[])(parsed.data);
  const first = seen.firstRow(section, keys, number);
  if (first !== undefined) {
    return void tally.rejected(section, number, keys, [`comes twice, first in row ${first}`]);
  }
  return { number, row: parsed.data };
}

/** What identifies a row whose fields are not in order. */
function labelOf(section: SectionName, value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: unknown[] = ROW_KEYS[section](value as never);
  return keys.map((key) => (typeof key === 'string' ? key.slice(0, 50) : '?'));
}

function explain(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((name) => `${name}: unknown field`);
  if (issue.path.length === 0) return ['must be an object'];
  return [`${issue.path.join('.')}: ${issue.message}`];
}
