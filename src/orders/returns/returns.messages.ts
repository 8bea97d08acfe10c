import { message } from '../../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** Why something cannot be returned. */
export const MESSAGES = {
  notPaid: text('The money for this order cannot go back.', '该订单无法退款，不能申请退货'),
  tooMany: (line: number, left: number) =>
    message(
      {
        en: 'Line {line}: only {left} pieces can be returned.',
        'zh-hans': '订单行{line}：仅{left}件可退',
      },
      { line, left },
    ),
  tooLate: text('It is too late for that.', '该退货申请已处理，不能更改'),
  timeIsOver: (days: number) =>
    message(
      {
        en: 'Pieces can be returned for {days} days after they were received.',
        'zh-hans': '已超过收货后{days}天的退货期限',
      },
      { days },
    ),
  notAccepted: text('Only a return that is accepted can arrive.', '只有已同意的退货才能登记收货'),
  notRefused: text('Its refund was not refused.', '该退货的退款未被拒绝'),
} as const;
