import { message } from '../rest/index.js';

const text = (en: string, zhHans: string) => message({ en, 'zh-hans': zhHans });

/** Why a file is not kept. */
export const MESSAGES = {
  imageTooLarge: text('The image has too many pixels.', '图片尺寸过大。'),
  invalidImage: message('ImageField.invalid_image'),
  fileTooLarge: (bytes: number) =>
    message(
      { en: 'The file is larger than {size} KB.', 'zh-hans': '文件不能超过 {size} KB。' },
      { size: Math.floor(bytes / 1024) },
    ),
  fileNotAllowed: text(
    'Only pictures (JPEG, PNG, GIF, WebP), PDF, Office documents, ZIP and plain text (UTF-8) can be uploaded.',
    '只能上传图片（JPEG、PNG、GIF、WebP）、PDF、Office 文档、ZIP 或纯文本（UTF-8）文件。',
  ),
} as const;
