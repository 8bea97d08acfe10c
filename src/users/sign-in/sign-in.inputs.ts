import { CharField } from '../../rest/index.js';
import { OptionalCaptchaAnswer } from '../../verifications/index.js';

/**
 * A captcha's answer is asked for after many wrong passwords only.
 *
 * DRF: rest_framework_jwt.serializers.JSONWebTokenSerializer
 */
export class SignInInput extends OptionalCaptchaAnswer {
  /** A username, a mobile number or an e-mail address. */
  @CharField({ example: 'shopper' })
  username!: string;

  @CharField({ writeOnly: true, example: 'shop12345' })
  password!: string;
}
