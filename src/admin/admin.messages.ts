import { bilingual } from '../languages.js';
import { message } from '../rest/index.js';

/** What the back office says by itself. */
export const ADMIN_TEXTS = {
  delete: bilingual('Delete', '删除'),
  confirmDelete: bilingual('Delete what is selected?', '确定删除所选内容？'),
  done: (count: number) =>
    message({ en: '{count} done.', 'zh-hans': '已处理 {count} 个对象。' }, { count }),
  imported: (rows: number, failed: number) =>
    message(
      {
        en: '{rows} rows, {failed} of them left out.',
        'zh-hans': '共 {rows} 行，{failed} 行未导入。',
      },
      { rows, failed },
    ),
  tried: (rows: number, failed: number) =>
    message(
      {
        en: 'Only looked at: {rows} rows, {failed} of them would be left out.',
        'zh-hans': '仅检查：共 {rows} 行，其中 {failed} 行无法导入。',
      },
      { rows, failed },
    ),
  brokeOff: (count: number) =>
    message(
      {
        en: 'It broke off. The first {count} rows are done; the others may not be.',
        'zh-hans': '处理中断：前 {count} 行已完成，其余可能未完成。',
      },
      { count },
    ),
  duplicate: bilingual('There is such a row already.', '已存在相同的内容。'),
  notNow: bilingual('This cannot be done to it as it is.', '当前状态下无法执行该操作。'),
  oneOnly: bilingual('This is done to one object at a time.', '该操作每次只能处理一个对象。'),
  notWith: (labels: readonly string[]) =>
    message(
      {
        en: 'You may not delete what would go with it: {labels}.',
        'zh-hans': '无权删除将一并删除的内容：{labels}',
      },
      { labels: labels.join(', ') },
    ),
  mayNotSignIn: bilingual(
    'Whoever asked for it may not sign in any more.',
    '发起者的账号已不能登录。',
  ),
  failed: bilingual('It failed; please try again.', '处理失败，请重试。'),
} as const;
