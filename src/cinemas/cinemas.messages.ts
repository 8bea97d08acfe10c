import { message } from '../rest/index.js';
import type { Problem } from './layouts/drawing.js';

/** What the cinemas say, beyond DRF's own sentences. */
export const MESSAGES = {
  overlaps: (time: string) =>
    message({
      en: `Another screening is in this hall at that time: ${time}.`,
      'zh-hans': `该影厅在此时段已有场次：${time}`,
    }),
  inThePast: message({ en: 'This time is over.', 'zh-hans': '开场时间已过' }),
  tooFarAhead: (years: number) =>
    message({
      en: `At most ${years} years from now.`,
      'zh-hans': `开场时间不能晚于${years}年之后`,
    }),
  noLayout: message({
    en: 'This hall has no seats yet.',
    'zh-hans': '该影厅还没有座位图',
  }),
  unpricedZones: (names: string) =>
    message({ en: `Without a price: ${names}.`, 'zh-hans': `以下区域没有定价：${names}` }),
  pricedTwice: message({ en: 'A zone has two prices.', 'zh-hans': '同一区域重复定价' }),
  drawing: (line: number, { en, zhHans }: Problem) =>
    message({ en: `Line ${line}: ${en}.`, 'zh-hans': `第 ${line} 行：${zhHans}` }),
  cancelled: message({ en: 'This screening is cancelled.', 'zh-hans': '该场次已取消' }),
  notFree: message({ en: 'Some of these seats are not free.', 'zh-hans': '部分座位已被占用' }),
  notOfHall: message({ en: 'No such seat in this hall.', 'zh-hans': '该影厅没有这个座位' }),
};
