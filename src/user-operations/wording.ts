import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What this domain says, beyond DRF's own sentences. */
export const MESSAGES = {
  alreadyFavourite: text('These goods are a favourite already.', '已经收藏'),
} as const;
