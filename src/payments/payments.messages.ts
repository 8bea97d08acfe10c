import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What the payments say, where the storefronts' own backends had words for it in theirs. */
export const MESSAGES = {
  illegalRequest: text('This request is not genuine.', '非法请求'),
  notPaid: text('Only a paid order can be refunded.', '只有已支付的订单才能退款'),
  paid: text(
    'This payment has paid its order: refund the order.',
    '该笔付款已用于支付订单，请对订单退款',
  ),
  sent: text(
    'All of it has been sent: pieces come back by a return.',
    '商品已全部发出，请通过退货处理库存',
  ),
  tooMuch: text('More than is left of the payment cannot be refunded.', '退款金额超过可退金额'),
  ownMoney: text(
    'Somebody else has to deal with the money of your own orders.',
    '不能处理本人订单的款项，请由其他员工处理',
  ),
  amountInvalid: text('Enter an amount above zero.', '退款金额必须大于零'),
  refused: (reason: string) =>
    message({ en: `The provider refuses: ${reason}`, 'zh-hans': `支付平台拒绝退款：${reason}` }),
};
