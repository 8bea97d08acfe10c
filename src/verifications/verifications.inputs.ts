import { CharField, EmailField, message, ValidationError } from '../rest/index.js';
import { CaptchaAnswer, MAX_CAPTCHA_ID } from './captcha/captcha-demand.js';
import { MOBILE } from './mobile.js';

const CAPTCHA_TEXT = message({
  en: 'Characters of the picture; where the shop demands a captcha',
  'zh-hans': '图片验证码，商店要求时必填',
});
const CAPTCHA_ID = message({
  en: 'Id that the picture was asked for with',
  'zh-hans': '图片验证码的编号',
});

/** A captcha's answer where the shop may do without; `CaptchaDemand` decides. */
export class OptionalCaptchaAnswer implements Partial<CaptchaAnswer> {
  @CharField({ required: false, allowBlank: true, helpText: CAPTCHA_TEXT, example: 'a7kp' })
  text?: string;

  @CharField({
    required: false,
    allowBlank: true,
    maxLength: MAX_CAPTCHA_ID,
    helpText: CAPTCHA_ID,
    example: '8e1f7d0c-2f5b-4a53-9a0e-0d1c5b8f7a11',
  })
  image_code_id?: string;
}

/** `POST /code/`. MxShop: SmsSerializer. */
export class CodeInput extends OptionalCaptchaAnswer {
  @CharField({
    maxLength: 11,
    label: message({ en: 'Mobile', 'zh-hans': '手机号码' }),
    example: '13800000000',
  })
  mobile!: string;

  validate_mobile(mobile: string): string {
    if (!MOBILE.test(mobile)) throw new ValidationError('手机号码非法');
    return mobile;
  }
}

/** `POST /email_codes/`. */
export class EmailCodeInput {
  @EmailField({
    maxLength: 254,
    label: message({ en: 'E-mail', 'zh-hans': '邮箱' }),
    example: 'shopper@example.com',
  })
  email!: string;

  /** Mail providers do not tell upper from lower case; one mailbox gets one code a minute. */
  validate_email(email: string): string {
    return email.toLowerCase();
  }
}
