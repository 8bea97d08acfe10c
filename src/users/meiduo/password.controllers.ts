import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { MESSAGE, MESSAGE_ERRORS, TOO_MANY_GUESSES } from '../../docs/schemas.js';
import {
  Action,
  AllowAny,
  AnonRateThrottle,
  CharField,
  IsAuthenticated,
  NotFound,
  PermissionDenied,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../authentication.js';
import {
  CODE_THROTTLES,
  LOOKUP_THROTTLES,
  OptionalCaptchaAnswer,
  refusedAs,
} from '../../verifications/index.js';
import { currentUser } from '../current-user.js';
import { MESSAGES } from '../users.messages.js';
import { normaliseUsername, USERNAME_IN_URL } from '../names.js';
import { PasswordChangeService } from '../passwords/password-change.service.js';
import { PasswordResetService } from '../passwords/password-reset.service.js';
import { PasswordChangeInput, PasswordResetInput } from './password.inputs.js';
import { Tokens } from '../tokens/tokens.js';
import { withMessage } from '../with-message.js';

const id = { type: 'integer' };
const text = { type: 'string' };
const params = { account: { type: 'string', pattern: USERNAME_IN_URL.source } };
const refused = {
  description: bilingual('Refused.', '被拒绝。'),
  schema: MESSAGE_ERRORS,
  example: { message: '无效的access_token' },
};
const noAccount = {
  description: bilingual('No such account.', '没有该账号。'),
  schema: MESSAGE,
  example: { message: '用户不存在' },
};

class SmsCodeQuery {
  @CharField({ example: '123456' })
  sms_code!: string;
}

class AccessTokenQuery {
  @CharField()
  access_token!: string;
}

@ViewSet({
  path: 'users',
  name: 'Password',
  description: '密码',
  group: GROUPS.credentials,
  // Whoever resets a password cannot sign in: a token counts for nothing there.
  authentication: { resetPassword: [], default: USER_AUTHENTICATION },
  permissions: { resetPassword: [AllowAny], default: [IsAuthenticated] },
  throttles: [AnonRateThrottle, UserRateThrottle, new ScopedRateThrottle('login')],
  listed: false,
})
export class PasswordController {
  constructor(
    private readonly passwords: PasswordChangeService,
    private readonly resets: PasswordResetService,
    private readonly tokens: Tokens,
  ) {}

  @Action({
    method: 'PUT',
    path: ':pk/password',
    summary: bilingual('Change the own password', '修改自己的密码'),
    description: bilingual(
      'The token of the request and the new one in the answer count; all others do no more.',
      '本次请求的令牌与返回的新令牌继续有效，其余全部失效。',
    ),
    input: PasswordChangeInput,
    answer: {
      description: bilingual('Changed.', '已修改。'),
      schema: named('PasswordChanged', objectSchema({ id, token: text })),
    },
    errors: {
      400: {
        description: bilingual(
          'The old password is wrong, or the new one not good enough.',
          '原密码错误，或新密码不符合要求。',
        ),
        schema: MESSAGE_ERRORS,
        example: { message: '原密码错误', non_field_errors: ['原密码错误'] },
      },
      ...TOO_MANY_GUESSES,
    },
  })
  async changePassword(request: RestRequest) {
    const user = currentUser(request);
    if (request.params.pk !== String(user.id)) throw new PermissionDenied();
    return withMessage(this.change(request));
  }

  @Action({
    method: 'POST',
    path: ':pk/password',
    summary: bilingual(
      'Set a forgotten password, the last of four steps',
      '找回密码第四步：设置新密码',
    ),
    input: PasswordResetInput,
    status: 200,
    answer: {
      description: bilingual('Set.', '已设置。'),
      schema: named('PasswordReset', objectSchema({ id })),
    },
    errors: { 400: refused, ...STORE_ERRORS },
  })
  async resetPassword(request: RestRequest) {
    if (!/^\d{1,15}$/.test(request.params.pk!)) throw new NotFound();
    return withMessage(this.reset(request));
  }

  private async change(request: RestRequest) {
    const user = currentUser(request);
    const input = await request.validated(PasswordChangeInput);
    const changed = await this.passwords.change(user, input, request);
    return { id: changed.id, token: this.tokens.issueTo(request, changed) };
  }

  private async reset(request: RestRequest) {
    const input = await request.validated(PasswordResetInput);
    return this.resets.finish(Number(request.params.pk), input, request.ip);
  }
}

@ViewSet({
  path: 'accounts',
  name: 'Account',
  description: '找回密码',
  group: GROUPS.credentials,
  throttles: LOOKUP_THROTTLES,
  authentication: [],
  permissions: [AllowAny],
  listed: false,
})
export class PasswordResetController {
  constructor(private readonly resets: PasswordResetService) {}

  @Action({
    path: ':account/sms/token',
    summary: bilingual(
      'Name the account whose password is forgotten, the first of four steps',
      '找回密码第一步：输入账号',
    ),
    query: OptionalCaptchaAnswer,
    params,
    answer: {
      description: bilingual('May have a code sent.', '可以发送验证码。'),
      schema: named('ResetBegun', objectSchema({ mobile: text, access_token: text })),
      example: { mobile: '*********00', access_token: '…' },
    },
    errors: {
      400: {
        description: bilingual('The captcha is wrong.', '图片验证码错误。'),
        schema: MESSAGE_ERRORS,
      },
      404: noAccount,
      ...STORE_ERRORS,
    },
  })
  async begin(request: RestRequest) {
    const captcha = await request.validatedQuery(OptionalCaptchaAnswer);
    request.reply.header('Cache-Control', 'no-store');
    return withMessage(this.resets.begin(accountIn(request), request, captcha));
  }

  @Action({
    path: ':account/password/token',
    summary: bilingual('Send back the code, the third of four steps', '找回密码第三步：提交验证码'),
    query: SmsCodeQuery,
    params,
    answer: {
      description: bilingual('May set the password.', '可以设置新密码。'),
      schema: named('ResetAllowed', objectSchema({ user_id: id, access_token: text })),
    },
    errors: {
      400: {
        description: bilingual('The code is wrong.', '验证码错误。'),
        schema: MESSAGE_ERRORS,
      },
      404: noAccount,
      ...STORE_ERRORS,
    },
  })
  async allow(request: RestRequest) {
    const account = accountIn(request);
    const { sms_code: code } = await withMessage(request.validatedQuery(SmsCodeQuery));
    request.reply.header('Cache-Control', 'no-store');
    return this.resets.allow(account, code);
  }
}

/** Beside `GET /sms_codes/<mobile>/`, for somebody whose number only the shop knows. */
@ViewSet({
  path: 'sms_codes',
  name: 'Sms Code',
  group: GROUPS.credentials,
  throttles: CODE_THROTTLES,
  authentication: [],
  permissions: [AllowAny],
  listed: false,
})
export class ResetCodeController {
  constructor(private readonly resets: PasswordResetService) {}

  @Action({
    summary: bilingual(
      'Have a code sent to the account, the second of four steps',
      '找回密码第二步：向账号发送验证码',
    ),
    query: AccessTokenQuery,
    answer: { description: bilingual('On its way.', '已发送。'), schema: MESSAGE },
    errors: { 400: refused, ...STORE_ERRORS },
  })
  async send(request: RestRequest) {
    const { access_token: token } = await withMessage(request.validatedQuery(AccessTokenQuery));
    await refusedAs(this.resets.sendCode(token, request), MESSAGES.tooSoon, (message) => ({
      message,
    }));
    return { message: 'OK' };
  }
}

function accountIn({ params: { account = '' } }: RestRequest): string {
  const name = normaliseUsername(account);
  if (!USERNAME_IN_URL.test(name)) throw new NotFound();
  return name;
}
