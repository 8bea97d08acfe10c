import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What this domain says, beyond DRF's own sentences. */
export const MESSAGES = {
  alreadyRated: text('You have rated this movie already.', '已经评分'),
  alreadyFavourite: text('This movie is a favourite already.', '已经收藏'),
  tooManyImages: text('A movie has at most 30 images.', '每部影片最多 30 张图片'),
  briefTooLong: text('The brief takes more than 60,000 bytes.', '简介过长，不能超过 60000 字节'),
  staffTwice: text('Somebody is named twice for the same work.', '同一人员的同一职务不能重复'),
} as const;
