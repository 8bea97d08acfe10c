import { createHash } from 'node:crypto';
import type { Row } from '../rest/index.js';
import { storedValues } from './shape/outputs.js';
import type { ResourceShape } from './shape/resource-shape.js';

/**
 * Names what is stored of an object; another one after every change that a form could undo.
 *
 * @param extras values of the form's fields that are no columns
 */
export function objectVersion(
  row: Row,
  { fields, inlines, extras: declared }: ResourceShape,
  extras: Row = {},
): string {
  const writable = fields.filter(({ readOnly, addOnly }) => !readOnly && !addOnly);
  const edited = inlines.filter(({ readOnly }) => !readOnly);
  const written = declared.filter(({ readOnly }) => !readOnly).map(({ name }) => extras[name]);
  return `"${hashOf([storedValues(row, writable, edited), written])}"`;
}

/** Names what a list could overwrite of an object: the columns that are edited there. */
export function rowVersion(row: Row, { editable }: ResourceShape): string {
  return `"row-${hashOf(storedValues(row, editable, []))}"`;
}

/** Whether a client has seen none of the versions, as far as it says which one. */
export function isStale(ifMatch: string | undefined, versions: readonly string[]): boolean {
  if (ifMatch === undefined || ifMatch === '*') return false;
  const seen = new Set(ifMatch.split(',').map((one) => one.trim()));
  return !versions.some((version) => seen.has(version));
}

function hashOf(values: unknown): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('base64url').slice(0, 27);
}
