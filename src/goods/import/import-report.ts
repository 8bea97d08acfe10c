import type { SectionName } from './catalogue-format.js';

/** Why a row was left out. */
export interface RowError {
  section: SectionName;
  /** Position of the row, see {@link CatalogueRecord.number}. */
  row: number;
  /** What identifies the row to its author, such as the goods number; empty if unreadable. */
  key: string;
  /** One reason, naming the field. */
  message: string;
}

/** What became of the rows of a section. */
export interface SectionCounts {
  created: number;
  updated: number;
  /** Rows that said what was stored already. */
  unchanged: number;
  failed: number;
}

/** What an import did. */
export interface ImportSummary extends SectionCounts {
  sections: Partial<Record<SectionName, SectionCounts>>;
  rows: number;
  /** Duration in seconds. */
  seconds: number;
}

/** How far an import is. */
export interface ImportProgress {
  bytesRead: number;
  bytesTotal: number;
  /** Rows read so far, and how many of them failed. */
  rows: number;
  failed: number;
}

/** One line for people, for example `goods row 17 (sn F1002): shop_price: is required`. */
export function formatRowError({ section, row, key, message }: RowError): string {
  return `${section} row ${row}${key && ` (${key})`}: ${message}`;
}
