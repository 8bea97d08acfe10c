import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** What this domain says, beyond DRF's own sentences. */
export const MESSAGES = {
  alreadyFavourite: text('These goods are a favourite already.', '已经收藏'),
  /** DRF: ImageField.invalid_image */
  imageTooLarge: text('The image has too many pixels.', '图片尺寸过大。'),
  invalidImage: text(
    'Upload a valid image. The file you uploaded was either not an image or a corrupted image.',
    '请上传有效图片。您上传的该文件不是图片或者图片已经损坏。',
  ),
  fileTooLarge: (bytes: number) =>
    message(
      { en: 'The file is larger than {size} KB.', 'zh-hans': '文件不能超过 {size} KB。' },
      { size: Math.floor(bytes / 1024) },
    ),
  fileNotAllowed: text(
    'Only pictures (JPEG, PNG, GIF, WebP), PDF, Office documents, ZIP and plain text (UTF-8) can be uploaded.',
    '只能上传图片（JPEG、PNG、GIF、WebP）、PDF、Office 文档、ZIP 或纯文本（UTF-8）文件。',
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
