import { Settings } from '../../config/settings.js';
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
  ValidationError,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { User } from '../../users/entities/index.js';
import { Tokens } from '../../users/tokens/tokens.js';
import { withMessage } from '../../users/with-message.js';
import { BindingInput } from '../binding.inputs.js';
import { BindingService } from '../binding.service.js';
import { MESSAGES } from '../oauth.messages.js';
import type { Identity, OAuthProvider } from '../providers/oauth-provider.js';
import { ProviderFailure } from '../providers/provider-failure.js';
import { Providers } from '../providers/providers.js';
import { QQSignIns } from '../qq-sign-ins.js';
import { ServiceFails } from '../service-fails.js';
import { OAuthSignInService } from '../sign-in.service.js';
import { safePath } from '../storefront.js';

const PROVIDER = 'qq';
const THROTTLES = [AnonRateThrottle, new ScopedRateThrottle('login')];
/** Tokens are nobody else's. */
const PRIVATE = { 'Cache-Control': 'no-store' };

const OFF = { description: bilingual('QQ is off.', '未启用 QQ 登录。') };
const text = { type: 'string' };
const id = { type: 'integer' };

const UNBOUND = named('Unbound', objectSchema({ access_token: text }));

/**
 * QQ as the Meiduo storefront signs in with it: QQ sends the browser back to a page, which hands the
 * code over. That page takes `state` for the page to go to next and never sends it here;
 * `QQSignIns` ties the code to the browser in its stead. A stranger is signed in only after proving
 * a mobile number by a code sent there, and an existing user the password as well.
 */
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
    private readonly settings: Settings,
    private readonly providers: Providers,
    private readonly begun: QQSignIns,
    private readonly signIns: OAuthSignInService,
    private readonly bindings: BindingService,
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
    const next = safePath(request.query.get('next'), '/');
    const { qqPage } = this.settings.oauth;
    const loginUrl = this.providers.get(PROVIDER).authorizeUrl(qqPage, next);
    await this.begun.begin(request);
    return new Response({ login_url: loginUrl }, 200, PRIVATE);
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
    const code = request.query.get('code');
    const provider = this.providers.get(PROVIDER);
    if (!code) throw new ValidationError({ message: MESSAGES.codeMissing });
    if (!(await this.begun.hasBegun(request))) {
      throw new ValidationError({ message: MESSAGES.signInExpired });
    }
    const identity = await this.identify(provider, code);
    const user = await this.signIns.signIn(identity);
    if (user instanceof User) {
      const { id, username } = user;
      const token = this.tokens.issue(user);
      return new Response({ token, user_id: id, username }, 200, PRIVATE);
    }
    if (user === 'disabled') {
      throw new ValidationError({
        message: MESSAGES.disabled,
        non_field_errors: [MESSAGES.disabled],
      });
    }
    return new Response({ access_token: this.bindings.tokenFor(identity) }, 200, PRIVATE);
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
    this.providers.get(PROVIDER);
    const user = await withMessage(this.bound(request));
    const { id, username, mobile } = user;
    const token = this.tokens.issue(user);
    return new Response({ id, user_id: id, username, mobile, token }, 201, PRIVATE);
  }

  private async bound(request: RestRequest): Promise<User> {
    return this.bindings.bind(PROVIDER, await request.validated(BindingInput), request.ip);
  }

  private async identify(provider: OAuthProvider, code: string): Promise<Identity> {
    try {
      return await provider.identify(code, this.settings.oauth.qqPage);
    } catch (error) {
      if (error instanceof ProviderFailure) throw new ServiceFails(provider.title, error);
      throw error;
    }
  }
}
