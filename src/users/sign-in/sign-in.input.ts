import { CharField } from '../../rest/index.js';

/** DRF: rest_framework_jwt.serializers.JSONWebTokenSerializer */
export class SignInInput {
  /** A username, a mobile number or an e-mail address. */
  @CharField({ example: 'shopper' })
  username!: string;

  @CharField({ writeOnly: true, example: 'shop12345' })
  password!: string;
}
