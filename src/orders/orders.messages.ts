import { message } from '../rest/index.js';

/** What the orders say, beyond DRF's own sentences. */
export const MESSAGES = {
  orderWrong: message({ en: 'There is no such order to be paid.', 'zh-hans': '订单信息有误' }),
  emptyCart: message({
    en: 'No goods are selected in the cart.',
    'zh-hans': '购物车中没有选中的商品',
  }),
  outOfStock: (name: string, available: number) =>
    message(
      {
        en: '"{name}": only {available} in stock.',
        'zh-hans': '“{name}”库存不足，仅剩{available}件',
      },
      { name, available },
    ),
  totalDiffers: (total: string) =>
    message(
      {
        en: 'Prices have changed: the total is {total} now.',
        'zh-hans': '商品价格有变化，当前应付金额为{total}元',
      },
      { total },
    ),
  tooManyUnpaid: (most: number) =>
    message(
      {
        en: 'You have {most} orders to pay. Pay or cancel one of them first.',
        'zh-hans': '您有{most}笔订单尚未支付，请先支付或取消',
      },
      { most },
    ),
  tooManyHeld: (name: string, most: number) =>
    message(
      {
        en: '"{name}": your unpaid orders can hold {most} pieces at most.',
        'zh-hans': '“{name}”：未支付的订单中最多可保留{most}件',
      },
      { name, most },
    ),
  nothingToPay: message({
    en: 'There is nothing to pay: these goods come only with others.',
    'zh-hans': '订单金额为零，请与其他商品一起下单',
  }),
  totalTooLarge: message({
    en: 'The order is too large for one payment: split it.',
    'zh-hans': '订单金额超过上限，请拆分下单',
  }),
  phoneInvalid: message({ en: 'Enter a valid phone number.', 'zh-hans': '请输入有效的电话号码' }),
  addressTooLong: message({
    en: 'The address, or the name in it, is too long for a parcel.',
    'zh-hans': '收货地址或收货人姓名过长',
  }),
  notToSend: message({
    en: 'Nothing of this order is to be sent.',
    'zh-hans': '该订单没有待发货的商品',
  }),
  tooManyOfLine: (line: number, left: number) =>
    message(
      {
        en: 'Line {line}: only {left} pieces are left to be sent.',
        'zh-hans': '订单行{line}：仅剩{left}件待发货',
      },
      { line, left },
    ),
  moneyGoesBack: message({
    en: 'All the money for this order is going back.',
    'zh-hans': '该订单正在全额退款，不能发货',
  }),
  notToCollect: message({
    en: 'Only an order that has been sent and is to be paid for on delivery can be paid for so.',
    'zh-hans': '只有已发货且尚未付款的货到付款订单才能登记收款',
  }),
  notToRefuse: message({
    en: 'Only an order on its way that is to be paid for on delivery can be refused at the door.',
    'zh-hans': '只有运输途中的货到付款订单才能登记拒收',
  }),
  notOnItsWay: message({
    en: 'Only an order that has been sent can be received.',
    'zh-hans': '只有已发货的订单才能确认收货',
  }),
  sentOrder: message({
    en: 'An order that is on its way cannot be deleted.',
    'zh-hans': '已发货的订单不能删除',
  }),
  paidOrder: message({
    en: 'A paid order cannot be deleted.',
    'zh-hans': '已支付的订单不能删除',
  }),
};
