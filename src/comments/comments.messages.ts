import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What this domain says, beyond DRF's own sentences. */
export const MESSAGES = {
  banned: text('You may not post comments.', '您已被禁止发表评论'),
  tooMany: (most: number) =>
    text(`You may have ${most} comments on a movie.`, `每部影片最多发表 ${most} 条评论`),
  notACustomer: text('This user is no customer (any more).', '该用户不是（或已不是）普通用户'),
  notAdministrators: text('Administrators cannot be banned.', '不能禁言系统管理员'),
  ownBan: text('Somebody else has to lift a ban of your own.', '不能解除自己的禁言'),
  otherMovie: text('That comment is on another movie.', '该评论属于另一部影片'),
} as const;
