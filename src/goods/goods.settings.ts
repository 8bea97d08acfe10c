import { z } from 'zod';
import { defineSettings, variable } from '../config/group.js';

/** What is made of the catalogue besides answers. */
export interface GoodsSettings {
  /** Folder of the static pages of the Meiduo storefront; undefined: none are written. */
  readonly meiduoPagesDir: string | undefined;
}

export const goodsSettings = defineSettings({
  title: 'Catalogue',
  variables: {
    MEIDUO_PAGES_DIR: variable(
      'Folder that the static pages of the Meiduo storefront (home, list, search, goods) are written to, at start and after a change of the catalogue, by whoever runs jobs; a web server serves it.',
      z.string().optional(),
      { unset: 'no pages are written', example: '/srv/meiduo' },
    ),
  },
  values: (env): GoodsSettings => ({ meiduoPagesDir: env.MEIDUO_PAGES_DIR }),
});
