import { Settings } from '../config/settings.js';
import { httpSettings } from '../infrastructure/http/http.settings.js';
import { STORE_ERRORS } from '../infrastructure/expiring-store/expiring-store.js';
import { bilingual } from '../languages.js';
import { BindingInput } from '../oauth/meiduo/binding.inputs.js';
import { QQSignIn } from '../oauth/meiduo/qq-sign-in.js';
import { CodeQuery, NextQuery } from '../oauth/oauth.queries.js';
import {
  Action,
  AnonRateThrottle,
  objectSchema,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { SIGN_IN_THROTTLES } from '../users/controllers/sign-in.controllers.js';
import { User } from '../users/entities/index.js';
import { refuseCrossSite } from '../verifications/index.js';
import { OPEN } from './dialect.js';
import { PageSignIns } from './page-sign-ins.js';
import { sessionDialectSettings } from './session-dialect.settings.js';

/** The account at QQ is bound to nobody: the page asks for a mobile number. */
const UNBOUND = 300;

const text = { type: 'string' };
const REFUSED = {
  400: { description: bilingual('Refused.', '被拒绝。') },
  404: { description: bilingual('QQ is off.', '未启用 QQ 登录。') },
};

@ViewSet({
  ...OPEN,
  path: 'qq/authorization',
  name: 'QQ',
  throttles: [AnonRateThrottle],
})
export class SessionQQController {
  constructor(
    private readonly qq: QQSignIn,
    private readonly settings: Settings,
  ) {}

  @Action({
    summary: bilingual('Where to go to sign in with QQ', '获取 QQ 登录地址'),
    query: NextQuery,
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: objectSchema({ login_url: { ...text, format: 'uri' } }),
    },
    errors: { 404: REFUSED[404], ...STORE_ERRORS },
  })
  async show(request: RestRequest) {
    request.reply.header('Cache-Control', 'no-store');
    const { path } = this.settings.of(sessionDialectSettings);
    return { login_url: await this.qq.begin(request, `/${path}/`) };
  }
}

/** One edition of the pages has another name for it. */
@ViewSet({
  ...OPEN,
  path: ['oauth_callback', 'apis/qq_callback'],
  name: 'QQ',
  throttles: SIGN_IN_THROTTLES,
})
export class SessionQQCallbackController {
  constructor(
    private readonly qq: QQSignIn,
    private readonly signIns: PageSignIns,
    private readonly settings: Settings,
  ) {}

  @Action({
    summary: bilingual('Sign in with the `?code=` that QQ has given', '用 QQ 返回的 `code` 登录'),
    description: bilingual(
      'Code 300: nobody has this account; the token binds it within ten minutes.',
      'code 300：该 QQ 尚未绑定，令牌十分钟内可用于绑定。',
    ),
    query: CodeQuery,
    answer: {
      description: bilingual('Signed in, or to be bound.', '登录成功，或需绑定。'),
      schema: objectSchema({ access_token: text }, ['access_token']),
    },
    errors: {
      ...REFUSED,
      ...STORE_ERRORS,
      403: { description: bilingual('Asked by a page of another site.', '来自其他网站的页面。') },
    },
  })
  async signIn(request: RestRequest) {
    // A picture in any page could ask for this.
    refuseCrossSite(request, this.settings.of(httpSettings).corsOrigins);
    request.reply.header('Cache-Control', 'no-store');
    const outcome = await this.qq.signIn(request);
    if (!(outcome instanceof User)) return { code: UNBOUND, ...outcome };
    await this.signIns.begin(request, outcome, 'browser');
    return undefined;
  }

  @Action({
    method: 'POST',
    summary: bilingual(
      'Bind the QQ account to the user of a mobile number, or to a new one',
      '将 QQ 账号绑定到手机号对应的用户，或新建用户',
    ),
    input: BindingInput,
    status: 200,
    answer: { description: bilingual('Bound and signed in.', '已绑定并登录。') },
    errors: { 404: REFUSED[404], ...STORE_ERRORS },
  })
  async bind(request: RestRequest): Promise<void> {
    await this.signIns.begin(request, await this.qq.bind(request), 'browser');
  }
}
