import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { AppModule } from '../app.module.js';
import { loadSettings } from '../settings.js';
import { describeApi } from '../docs/docs.js';
import { SHOP_LANGUAGES } from '../languages.js';
import type { Output } from './output.js';
import { withShop } from './shop-context.js';

const USAGE = `Usage: npm run openapi -- FILE [--language LANGUAGE]

Writes the OpenAPI document of the API, in English unless another language is named:
${SHOP_LANGUAGES.offered.join(', ')}. It needs neither a database nor settings.
`;

/**
 * Writes the API's description to a file.
 *
 * @returns the exit code: 0 when written, 2 for a wrong call
 */
export async function openapiCommand(args: string[], { out, err }: Output): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { language: { type: 'string', default: 'en' } },
  });
  const [file] = positionals;
  if (!file || positionals.length > 1 || !SHOP_LANGUAGES.offered.includes(values.language)) {
    err.write(USAGE);
    return 2;
  }
  const document = await describe(values.language);
  await writeFile(file, `${JSON.stringify(document, null, 2)}\n`);
  out.write(`${file}\n`);
  return 0;
}

/** The description by a shop that is put up for it in a folder of its own. */
async function describe(language: string): Promise<object> {
  const dataDir = await mkdtemp(join(tmpdir(), 'shop-openapi-'));
  const settings = loadSettings({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', DEMO_DATA: 'off' });
  try {
    return await withShop(AppModule.forRoot(settings), (shop) => describeApi(shop, language));
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}
