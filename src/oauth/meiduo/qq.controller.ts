import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { MESSAGE, MESSAGE_ERRORS, TOO_MANY_GUESSES } from '../../docs/schemas.js';
import { SIGNED_IN } from '../../users/users.serializers.js';
import { CodeQuery, NextQuery } from '../oauth.queries.js';
import {
  AllowAny,
  Action,
  AnonRateThrottle,
  Response,
  ScopedRateThrottle,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { User } from '../../users/entities/index.js';
import { Tokens } from '../../users/tokens/tokens.js';
import { withMessage } from '../../users/with-message.js';
import { BindingInput } from './binding.inputs.js';
import { QQSignIn } from './qq-sign-in.js';

/** Where the cookie goes that ties a code to its browser. */
const PATH = '/oauth/qq/';
const THROTTLES = [AnonRateThrottle, new ScopedRateThrottle('login')];
/** Tokens are nobody else's. */
const PRIVATE = { 'Cache-Control': 'no-store' };

const OFF = { description: bilingual('QQ is off.', '未启用 QQ 登录。') };
const text = { type: 'string' };
const id = { type: 'integer' };

const UNBOUND = named('Unbound', objectSchema({ access_token: text }));

/** Signing in with QQ as the Meiduo storefront does. */
@ViewSet({
  path: 'oauth/qq',
  name: 'QQ',
  description: 'QQ登录',
  group: GROUPS.providers,
  authentication: [],
  permissions: [AllowAny],
  throttles: { authorization: [AnonRateThrottle], default: THROTTLES },
  listed: false,
})
export class QQController {
  constructor(
    private readonly qq: QQSignIn,
    private readonly tokens: Tokens,
  ) {}

  @Action({
    path: 'authorization',
    summary: bilingual('Where to go to sign in with QQ', '获取 QQ 登录地址'),
    description: bilingual(
      '`?next=` is the page of the storefront to return to; default: `/`.',
      '`next` 是登录后返回的页面，默认 `/`。',
    ),
    query: NextQuery,
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: named('QQAuthorization', objectSchema({ login_url: { ...text, format: 'uri' } })),
      example: { login_url: 'https://graph.qq.com/oauth2.0/authorize?response_type=code' },
    },
    errors: { 404: OFF },
  })
  async authorization(request: RestRequest): Promise<Response> {
    return new Response({ login_url: await this.qq.begin(request, PATH) }, 200, PRIVATE);
  }

  @Action({
    path: 'user',
    summary: bilingual('Sign in with the `?code=` that QQ has given', '用 QQ 返回的 `code` 登录'),
    query: CodeQuery,
    answer: {
      description: bilingual(
        'Signed in, or, as nobody has this QQ account or it waits to be confirmed, a token for ' +
          'binding it within 10 minutes.',
        '登录成功；若该 QQ 尚未绑定或待确认，则返回 10 分钟内有效的绑定令牌。',
      ),
      schema: { anyOf: [SIGNED_IN.schema, UNBOUND] },
      example: { access_token: '…' },
    },
    errors: {
      400: {
        description: bilingual(
          'No code, or the sign-in did not begin in this browser.',
          '缺少 code，或登录不是由此浏览器发起。',
        ),
        schema: MESSAGE_ERRORS,
        example: { message: '缺少code' },
      },
      ...STORE_ERRORS,
      404: OFF,
      503: {
        description: bilingual(
          'QQ refuses the code, or does not answer.',
          'QQ 拒绝该 code 或无应答。',
        ),
        schema: MESSAGE,
        example: { message: 'QQ服务异常' },
      },
    },
  })
  async signIn(request: RestRequest): Promise<Response> {
    const outcome = await this.qq.signIn(request);
    if (!(outcome instanceof User)) return new Response(outcome, 200, PRIVATE);
    const { id, username } = outcome;
    const token = this.tokens.issue(outcome);
    return new Response({ token, user_id: id, username }, 200, PRIVATE);
  }

  @Action({
    method: 'POST',
    path: 'user',
    summary: bilingual(
      'Bind the QQ account to the user of a mobile number, or to a new one',
      '将 QQ 账号绑定到手机号对应的用户，或新建用户',
    ),
    input: BindingInput,
    answer: {
      description: bilingual('Bound and signed in.', '已绑定并登录。'),
      schema: named(
        'Bound',
        objectSchema({ id, user_id: id, username: text, mobile: text, token: text }),
      ),
    },
    errors: {
      400: {
        description: bilingual(
          'The token, the code or the password is wrong, or either is bound already.',
          '令牌、验证码或密码错误，或一方已被绑定。',
        ),
        schema: MESSAGE_ERRORS,
        example: { message: '密码错误', non_field_errors: ['密码错误'] },
      },
      ...TOO_MANY_GUESSES,
      404: OFF,
      ...STORE_ERRORS,
    },
  })
  async bind(request: RestRequest): Promise<Response> {
    const user = await withMessage(this.qq.bind(request));
    const { id, username, mobile } = user;
    const token = this.tokens.issue(user);
    return new Response({ id, user_id: id, username, mobile, token }, 201, PRIVATE);
  }
}
