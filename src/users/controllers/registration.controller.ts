import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { AllowAny, Action, ViewSet, type RestRequest } from '../../rest/index.js';
import { EmailRegistration, MxShopRegistration } from '../registration/registration.inputs.js';
import { MeiduoRegistration } from '../meiduo/registration.inputs.js';
import { RegistrationService } from '../registration/registration.service.js';
import { Tokens } from '../tokens/tokens.js';
import { REGISTERED } from '../users.serializers.js';

@ViewSet({
  path: 'users',
  name: 'User',
  description: '用户',
  group: GROUPS.accounts,
  authentication: [],
  permissions: [AllowAny],
})
export class RegistrationController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly tokens: Tokens,
  ) {}

  @Action({
    method: 'POST',
    summary: bilingual('Register, with a code sent by SMS or e-mail', '用短信或邮箱验证码注册'),
    description: bilingual(
      'Clients are told apart by what they send. MxShop: `username` (the mobile number), `code`, `password`. ' +
        'Meiduo: `username`, `password`, `password2`, `mobile`, `sms_code`, `allow` (the text `true`). ' +
        'By e-mail: `username`, `password`, `email`, `email_code`.',
      '按提交的字段区分客户端。MxShop：`username`（手机号）、`code`、`password`；' +
        '美多：`username`、`password`、`password2`、`mobile`、`sms_code`、`allow`（文字 `true`）；' +
        '邮箱注册：`username`、`password`、`email`、`email_code`。',
    ),
    input: [MxShopRegistration, MeiduoRegistration, EmailRegistration],
    answer: REGISTERED,
    errors: STORE_ERRORS,
  })
  async create(request: RestRequest) {
    const user = await this.registrations.register(request);
    const { id, username, mobile, name } = user;
    return { id, username, mobile, token: this.tokens.issueTo(request, user), name };
  }
}
