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
