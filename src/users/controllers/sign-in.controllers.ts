import { Inject } from '@nestjs/common';
import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { TOO_MANY_GUESSES } from '../../docs/schemas.js';
import {
  Action,
  AllowAny,
  AnonRateThrottle,
  ScopedRateThrottle,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { SignInInput } from '../sign-in/sign-in.inputs.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { Tokens } from '../tokens/tokens.js';
import { SIGNED_IN } from '../users.serializers.js';

/** Of whoever tries to sign in. */
export const SIGN_IN_THROTTLES = [AnonRateThrottle, new ScopedRateThrottle('login')];

/** Signing in by name and password, under whatever path. */
export abstract class SignInView {
  @Inject(SignInService) protected readonly service!: SignInService;
  @Inject(Tokens) private readonly tokens!: Tokens;

  @Action({
    method: 'POST',
    summary: bilingual(
      'Sign in with a username, mobile number or e-mail address',
      '用用户名、手机号或邮箱登录',
    ),
    input: SignInInput,
    status: 200,
    answer: SIGNED_IN,
    errors: {
      400: {
        description: bilingual('No such user, or another password.', '用户不存在或密码错误。'),
        example: { non_field_errors: ['无法使用提供的认证信息登录。'] },
      },
      ...TOO_MANY_GUESSES,
      ...STORE_ERRORS,
    },
  })
  async signIn(request: RestRequest) {
    const user = await this.service.signIn(await request.validated(SignInInput), request);
    return { token: this.tokens.issueTo(request, user), user_id: user.id, username: user.username };
  }
}

/** DRF: rest_framework_jwt.views.ObtainJSONWebToken */
@ViewSet({
  path: ['login', 'api-token-auth'],
  name: 'Obtain Json Web Token',
  group: GROUPS.accounts,
  authentication: [],
  permissions: [AllowAny],
  throttles: SIGN_IN_THROTTLES,
  listed: false,
})
export class LoginController extends SignInView {}
