import { Languages } from './rest/index.js';

/** The shop speaks Chinese, and English to those who prefer it. */
export const SHOP_LANGUAGES = new Languages(['zh-hans', 'en']);
