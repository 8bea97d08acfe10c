import { bilingual } from '../../languages.js';
import {
  Action,
  AllowAny,
  AnonRateThrottle,
  APIView,
  named,
  objectSchema,
  Response,
  ScopedRateThrottle,
  SessionService,
  SignInBackend,
  ValidationError,
  type RestRequest,
  type RestUser,
} from '../../rest/index.js';
import { GROUPS } from '../../docs/groups.js';
import { Grants } from '../../rest/index.js';
import { AdminSignInInput } from '../admin.inputs.js';
import { answer, COMPLAINTS } from '../schemas.js';

const NOT_STAFF = bilingual('Please sign in with an account of the staff.', '请使用员工账号登录。');

const SESSION = named(
  'AdminSession',
  objectSchema({
    user: {
      type: ['object', 'null'],
      properties: {
        id: { type: 'integer' },
        username: { type: 'string' },
        is_superuser: { type: 'boolean' },
      },
    },
    csrf_token: { type: 'string' },
  }),
);

const ANSWER = answer('Who is signed in.', '当前登录者。', SESSION);

/** Signs a browser in to the back office. DJANGO: AdminSite.login, logout */
@APIView({
  path: 'admin/api/session',
  name: 'Back Office Session',
  group: GROUPS.backOffice,
  authentication: [],
  permissions: [AllowAny],
  throttles: {
    get: [AnonRateThrottle],
    delete: [AnonRateThrottle],
    default: [AnonRateThrottle, new ScopedRateThrottle('login')],
  },
})
export class AdminSessionController {
  constructor(
    private readonly sessions: SessionService,
    private readonly backend: SignInBackend,
  ) {}

  @Action({
    summary: bilingual('Who is signed in, and the token for changes', '当前登录者与 CSRF 令牌'),
    answer: ANSWER,
  })
  async get(request: RestRequest): Promise<unknown> {
    return this.tell(request, await this.sessions.viewer(request));
  }

  @Action({
    method: 'POST',
    status: 200,
    input: AdminSignInInput,
    summary: bilingual('Sign in', '登录'),
    answer: ANSWER,
    errors: {
      400: answer(
        'Another password, or no account of the staff.',
        '账号或密码错误，或非员工。',
        COMPLAINTS,
      ),
      403: answer('No page of ours sent it.', 'CSRF 校验失败。'),
      429: answer('Too many wrong passwords.', '密码错误次数过多。'),
    },
  })
  async post(request: RestRequest): Promise<unknown> {
    await this.sessions.checkForm(request);
    const user = await this.backend.signIn(request);
    const grants = new Grants(request.rest, user);
    if (!user.isStaff && !(await grants.allowsAnything())) {
      throw ValidationError.nonField(NOT_STAFF);
    }
    const csrf = await this.sessions.create(request, user);
    return this.tell(request, user, csrf);
  }

  @Action({
    method: 'DELETE',
    status: 204,
    summary: bilingual('Sign out', '退出'),
    answer: { description: bilingual('Signed out; no body.', '已退出，无正文。') },
    errors: { 403: answer('No page of ours sent it.', 'CSRF 校验失败。') },
  })
  async delete(request: RestRequest): Promise<void> {
    await this.sessions.checkForm(request);
    await this.sessions.destroy(request);
  }

  private tell(
    request: RestRequest,
    user: RestUser | null,
    csrf = this.sessions.formToken(request),
  ): Response {
    const { id, username = '', isSuperuser = false } = user ?? {};
    return new Response(
      { user: user && { id, username, is_superuser: isSuperuser }, csrf_token: csrf },
      undefined,
      { 'Cache-Control': 'no-store' },
    );
  }
}
