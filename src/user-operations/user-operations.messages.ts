import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What this domain says, beyond DRF's own sentences. */
export const MESSAGES = {
  alreadyFavourite: text('These goods are a favourite already.', '已经收藏'),
  tooManyFavourites: text(
    'You have too many favourites. Remove some first.',
    '收藏已达到上限，请先取消一些',
  ),
  tooManyMessages: text(
    'You have too many messages. Delete some first.',
    '留言已达到上限，请先删除一些',
  ),
  tooManyAddresses: text('You cannot have more addresses.', '保存地址数据已达到上限'),
  areasApart: text(
    'These are no province, a city of it and a district of that city.',
    '省、市、区不匹配',
  ),
  noSuchGoods: text('There are no such goods.', '该商品不存在'),
  mobileInvalid: text('Enter a valid mobile number.', '手机号格式错误'),
} as const;
