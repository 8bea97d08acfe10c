import { message } from '../rest/index.js';

/** What the cart says, beyond DRF's own sentences. */
export const MESSAGES = {
  numberRequired: message({ en: 'Choose how many pieces.', 'zh-hans': '请选择购买数量' }),
  atLeastOne: message({
    en: 'The number of pieces cannot be less than one.',
    'zh-hans': '商品数量不能小于一',
  }),
  notEnough: (available: number) =>
    message(
      { en: 'Only {available} in stock.', 'zh-hans': '商品库存不足，仅剩{available}件' },
      { available },
    ),
  outOfStock: message({ en: 'Not enough in stock.', 'zh-hans': '商品库存不足' }),
  unknownGoods: message({ en: 'There are no such goods.', 'zh-hans': '商品不存在' }),
  cartFull: message({ en: 'The cart is full: sign in.', 'zh-hans': '购物车已满，请登录' }),
  tooManyGoods: (limit: number) =>
    message(
      {
        en: 'A cart takes at most {limit} different goods.',
        'zh-hans': '购物车最多放{limit}种商品',
      },
      { limit },
    ),
  atMost: (limit: number) => message('IntegerField.max_value', { max_value: limit }),
};
