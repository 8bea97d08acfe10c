import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What this domain says, beyond DRF's own sentences. */
export const MESSAGES = {
  banned: text('You may not post comments.', '您已被禁止发表评论'),
  otherMovie: text('That comment is on another movie.', '该评论属于另一部影片'),
} as const;
