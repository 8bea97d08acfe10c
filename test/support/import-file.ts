import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** Writes files into a folder that is removed when the tests of the file are over. */
export function importFiles(): (content: string | Uint8Array, extension: string) => string {
  const folder = mkdtempSync(join(tmpdir(), 'catalogue-'));
  let count = 0;
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (content, extension) => {
    count += 1;
    const path = join(folder, `${count}.${extension}`);
    writeFileSync(path, content);
    return path;
  };
}
