import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import { generateCatalogue } from './generated-catalogue.js';
import type { Output } from './output.js';
import { runCommand } from './run-command.js';

const USAGE = `Usage: npm run catalogue:generate -- N [FILE] [--seed S]

Writes a catalogue of N goods in the import format to FILE, or to standard output.
The same N and S give the same bytes; S is 1 unless given.`;

/** @returns the exit code */
async function main(args: string[], { out, err }: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { seed: { type: 'string', default: '1' }, help: { type: 'boolean', default: false } },
  });
  const [count = '', file] = positionals;
  if (values.help || positionals.length > 2 || ![count, values.seed].every(isCount)) {
    (values.help ? out : err).write(`${USAGE}\n`);
    return values.help ? 0 : 2;
  }
  const source = Readable.from(
    chunks(generateCatalogue({ goods: Number(count), seed: Number(values.seed) })),
  );
  await (file ? pipeline(source, createWriteStream(file)) : pipeline(source, out));
  return 0;
}

/** Collects small pieces of text, so that each write is worth its system call. */
function* chunks(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length > 64 * 1024) {
      yield chunk;
      chunk = '';
    }
  }
  yield chunk;
}

function isCount(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}

await runCommand('catalogue:generate', (args, _settings, output) => main(args, output));
