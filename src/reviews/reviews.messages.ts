import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** Why something cannot be reviewed. */
export const MESSAGES = {
  noSuchLine: text('You have not bought that.', '您没有购买过该商品'),
  notReceived: text('Only what has been received can be reviewed.', '确认收货后才能评价'),
  alreadyReviewed: text('You have reviewed that already.', '您已评价过该商品'),
} as const;
