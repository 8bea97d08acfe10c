import type { SectionName } from './catalogue-format.js';

/** A row as the file has it: numbers are text, nothing is checked. */
export interface CatalogueRecord {
  section: SectionName;
  /** Position in its section from 1; in a CSV file the spreadsheet's row, whose header is row 1. */
  number: number;
  value: unknown;
  /** Why the row cannot even be read. */
  problem?: string;
}
