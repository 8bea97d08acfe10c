import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The files that a document shows: code blocks whose first line is a comment with their path. */
export function codeOf(document: string): [path: string, text: string][] {
  const text = readFileSync(join(import.meta.dirname, '../..', document), 'utf8');
  return [...text.matchAll(/^```ts\n\/\/ (src\/\S+)\n([^]*?)^```$/gm)].map(([, path, code]) => [
    path!,
    code!,
  ]);
}

/** A line that a document wants in a file, below another. */
export interface Insertion {
  readonly path: string;
  readonly anchor: string;
  readonly line: string;
}

/** The lines that a document wants in files that are there: "in `src/…`:" and a block of code. */
export function insertionsOf(document: string): Insertion[] {
  const text = readFileSync(join(import.meta.dirname, '../..', document), 'utf8');
  return [...text.matchAll(/in `(src\/\S+)`:\n\n```ts\n(.*)\n(.*)\n```$/gm)].map(
    ([, path, anchor, line]) => ({ path: path!, anchor: anchor!, line: line! }),
  );
}

/** @throws Error when the file has no such line */
export function inserted(text: string, { path, anchor, line }: Insertion): string {
  const lines = text.split('\n');
  const index = lines.indexOf(anchor);
  if (index < 0) throw new Error(`${path} has no line "${anchor}"`);
  return lines.toSpliced(index + 1, 0, line).join('\n');
}
