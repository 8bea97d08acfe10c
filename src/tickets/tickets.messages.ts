import { message } from '../rest/index.js';

/** What the ticket office says, beyond DRF's own sentences. */
export const MESSAGES = {
  seatTaken: (label: string) =>
    message({ en: `Seat ${label} is taken.`, 'zh-hans': `座位 ${label} 已被锁定或售出。` }),
  notOfScreening: message({ en: 'No such seat here.', 'zh-hans': '该场次没有这个座位' }),
  chosenTwice: message({ en: 'A seat is chosen twice.', 'zh-hans': '座位重复' }),
  tooManySeats: (most: number) =>
    message({ en: `At most ${most} seats an order.`, 'zh-hans': `每单最多购买 ${most} 张` }),
  coupleSplit: message({
    en: 'Couple seats are sold together.',
    'zh-hans': '情侣座须成对购买',
  }),
  gapBetween: message({
    en: 'Leave no single seat between yours.',
    'zh-hans': '座位中间不要留空',
  }),
  gapBeside: message({
    en: 'Leave no single seat beside yours.',
    'zh-hans': '座位旁边不要留空',
  }),
  notOnSale: message({ en: 'The sale is over.', 'zh-hans': '该场次已停止售票' }),
  totalDiffers: (total: string) =>
    message({ en: `The total is ${total} now.`, 'zh-hans': `当前应付金额为${total}元` }),
  unpaidHere: message({
    en: 'You have seats of this screening to pay. Pay or release them first.',
    'zh-hans': '您在该场次有未支付的订单，请先支付或取消',
  }),
  tooManyUnpaid: (most: number) =>
    message({
      en: `You have ${most} ticket orders to pay.`,
      'zh-hans': `您有${most}笔未支付的购票订单`,
    }),
  heldInVain: message({
    en: 'You have held seats of this screening too long without paying. Try again later.',
    'zh-hans': '您已多次锁定该场次的座位而未支付，请稍后再试',
  }),
  notUnpaid: message({
    en: 'Only unpaid seats can be released.',
    'zh-hans': '只能取消未支付的订单',
  }),
  notPaid: message({
    en: 'Only paid tickets can be refunded.',
    'zh-hans': '只有已支付的订单才能退票',
  }),
  checkedIn: message({ en: 'These tickets have been used.', 'zh-hans': '票已检，不能退票' }),
  tooLate: (minutes: number) =>
    message({
      en: `Tickets can be given back until ${minutes} minutes before the start.`,
      'zh-hans': `开场前${minutes}分钟内不能退票`,
    }),
  mobileInvalid: message({ en: 'Enter a valid mobile number.', 'zh-hans': '请输入有效的手机号' }),
  usedAlready: message({ en: 'Checked in already.', 'zh-hans': '该票已检过' }),
  notValid: message({ en: 'These tickets are not valid.', 'zh-hans': '该票无效' }),
  paidNotice: (what: string, code: string) => `购票成功：${what}，取票码 ${code}`,
  refundedNotice: (what: string) => `退票成功：${what}，款项将原路退回`,
  twiceNotice: (what: string) => `重复支付：${what}，多付的款项将原路退回`,
  lateNotice: (what: string) => `未能出票：${what}，座位已被他人购买或场次已停售，款项将原路退回`,
  cancelledNotice: (what: string) => `场次已取消：${what}，款项将原路退回`,
};
