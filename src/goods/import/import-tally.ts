import type { CatalogueFile } from './catalogue-file.js';
import type { SectionName } from './catalogue-format.js';
import type { ImportProgress, ImportSummary, RowError, SectionCounts } from './import-report.js';
import type { BatchResult } from './section-writer.js';

interface Listeners {
  onProgress?: (progress: ImportProgress) => void;
  onRowError?: (error: RowError) => void;
}

/** Counts what becomes of the rows of an import and tells those who listen. */
export class ImportTally {
  private readonly sections: Partial<Record<SectionName, SectionCounts>> = {};
  private readonly startedAt = performance.now();
  private rows = 0;
  private failed = 0;

  constructor(
    private readonly file: CatalogueFile,
    private readonly listeners: Listeners,
  ) {}

  /** Counts a row as failed, for one or more reasons. */
  rejected(section: SectionName, row: number, keys: string[], messages: string[]): void {
    this.rows += 1;
    this.failed += 1;
    this.counts(section).failed += 1;
    const key = keys.length > 0 ? `${LABELS[section]} ${keys.join(' ')}` : '';
    for (const message of messages) this.listeners.onRowError?.({ section, row, key, message });
  }

  /** Counts a batch that is committed. */
  stored(section: SectionName, result: BatchResult, keysOf: (row: number) => string[]): void {
    const counts = this.counts(section);
    counts.created += result.created;
    counts.updated += result.updated;
    counts.unchanged += result.unchanged;
    this.rows += result.created + result.updated + result.unchanged;
    for (const { number, message } of result.rejected) {
      this.rejected(section, number, keysOf(number), [message]);
    }
    this.listeners.onProgress?.({
      bytesRead: this.file.bytesRead,
      bytesTotal: this.file.size,
      rows: this.rows,
      failed: this.failed,
    });
  }

  summary(): ImportSummary {
    const total = noCounts();
    for (const counts of Object.values(this.sections)) {
      total.created += counts.created;
      total.updated += counts.updated;
      total.unchanged += counts.unchanged;
      total.failed += counts.failed;
    }
    return {
      ...total,
      sections: this.sections,
      rows: this.rows,
      seconds: (performance.now() - this.startedAt) / 1000,
    };
  }

  private counts(section: SectionName): SectionCounts {
    return (this.sections[section] ??= noCounts());
  }
}

/** What a row's key is called in messages. */
const LABELS: Record<SectionName, string> = {
  categories: 'code',
  brands: 'brand',
  goods: 'sn',
  banners: 'goods',
  index_ads: 'ad',
  hot_searches: 'word',
};

function noCounts(): SectionCounts {
  return { created: 0, updated: 0, unchanged: 0, failed: 0 };
}
