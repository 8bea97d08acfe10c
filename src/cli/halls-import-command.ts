import { readFile, stat } from 'node:fs/promises';
import { AppModule } from '../app.module.js';
import { HallsImport } from '../cinemas/layouts/halls-import.service.js';
import type { Settings } from '../config/settings.js';
import type { Output } from './output.js';
import { pathArgument } from './path-argument.js';
import { withShop } from './shop-context.js';

const USAGE = `Usage: npm run halls:import -- FILE

Draws halls as FILE says, a text with one or more of:

  hall CINEMA / HALL
  zone 1 普通区 #8bc34a
  zone 2 情侣区 #e91e63
  couple 2
  ---
  111.1111.111
  <><>.<>.<><>

A digit is a seat of that zone, <> a couple seat, W a wheelchair place, . an aisle.
The cinemas must be there; halls are made. When anything is wrong, nothing is changed.
`;

/** Larger files are no drawings. */
const MOST_BYTES = 1024 * 1024;

/**
 * Imports the drawings of the file named on the command line into the shop of the settings.
 *
 * @returns the exit code: 0 when done, 1 when the file is refused, 2 for a wrong call
 */
export async function hallsImportCommand(
  args: string[],
  settings: () => Settings,
  output: Output,
): Promise<number> {
  const path = pathArgument(args, USAGE, output);
  if (typeof path === 'number') return path;
  if ((await stat(path)).size > MOST_BYTES) throw new Error(`${path}: larger than 1 MB`);
  const text = await readFile(path, 'utf8');
  return withShop(AppModule.forRoot(settings()), async (shop) => {
    const result = await shop.get(HallsImport, { strict: false }).import(text);
    if ('errors' in result) {
      for (const { line, problem } of result.errors)
        output.err.write(`${path}:${line}: ${problem.en}\n`);
      return 1;
    }
    const { created, redrawn, unchanged } = result;
    output.out.write(`halls: ${created} created, ${redrawn} drawn anew, ${unchanged} unchanged\n`);
    return 0;
  });
}
