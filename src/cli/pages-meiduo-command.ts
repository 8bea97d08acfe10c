import { AppModule } from '../app.module.js';
import type { Settings } from '../config/settings.js';
import { MeiduoPages } from '../goods/meiduo/pages/meiduo-pages.js';
import type { Output } from './output.js';
import { pathArgument } from './path-argument.js';
import { withShop } from './shop-context.js';

const USAGE = `Usage: npm run pages:meiduo -- DIR

Writes the static pages of the Meiduo storefront (home, list, search, and one for each piece of
goods) to DIR, and removes those of goods that are gone. PUBLIC_URL is where the pages find the API.
`;

/**
 * Writes the pages of the shop of the settings.
 *
 * @returns the exit code: 0 when written, 2 for a wrong call
 */
export async function pagesMeiduoCommand(
  args: string[],
  settings: () => Settings,
  output: Output,
): Promise<number> {
  const directory = pathArgument(args, USAGE, output);
  if (typeof directory === 'number') return directory;
  const { written, unchanged, removed } = await withShop(AppModule.forRoot(settings()), (shop) =>
    shop.get(MeiduoPages).write(directory),
  );
  output.out.write(`${written} written, ${unchanged} unchanged, ${removed} removed\n`);
  return 0;
}
