import { Delete, Inject, Post } from '@nestjs/common';
import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import {
  Action,
  AllowAny,
  AnonRateThrottle,
  IsAuthenticated,
  JwtAuthentication,
  Req,
  ScopedRateThrottle,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { currentUser } from '../current-user.js';
import { SignInInput } from '../sign-in/sign-in.input.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { Tokens } from '../tokens/tokens.js';
import { SIGNED_IN } from '../users.serializers.js';

const THROTTLES = [AnonRateThrottle, new ScopedRateThrottle('login')];

abstract class SignInView {
  @Inject(SignInService) protected readonly service!: SignInService;
  @Inject(Tokens) private readonly tokens!: Tokens;

  @Post()
  @Action({
    summary: 'Sign in with a username, mobile number or e-mail address',
    input: SignInInput,
    status: 200,
    answer: SIGNED_IN,
    errors: {
      400: {
        description: 'No such user, or another password.',
        example: { non_field_errors: ['无法使用提供的认证信息登录。'] },
      },
      429: {
        description: 'Too many requests, or too many wrong passwords.',
        example: {
          detail: '请求超过了限速。 Expected available in 300 seconds.',
          non_field_errors: [
            '密码错误次数过多，请稍后再试，或同时提交图片验证码(image_code_id、text)。',
          ],
        },
      },
      ...STORE_ERRORS,
    },
  })
  async signIn(@Req() request: RestRequest) {
    const user = await this.service.signIn(await request.validated(SignInInput), request);
    return { token: this.tokens.issueTo(request, user), user_id: user.id, username: user.username };
  }
}

/** DRF: rest_framework_jwt.views.ObtainJSONWebToken */
@ViewSet({
  path: ['login', 'api-token-auth'],
  name: 'Obtain Json Web Token',
  authentication: [],
  permissions: [AllowAny],
  throttles: THROTTLES,
  listed: false,
})
export class LoginController extends SignInView {}

@ViewSet({
  path: 'authorizations',
  name: 'Authorization',
  description: '登录',
  authentication: { signOut: [JwtAuthentication], default: [] },
  permissions: { signOut: [IsAuthenticated], default: [AllowAny] },
  throttles: { signIn: THROTTLES },
  listed: false,
})
export class AuthorizationController extends SignInView {
  @Delete()
  @Action({
    summary: 'Sign out everywhere',
    description: 'Tokens issued so far count no more. Pages that just forget theirs need no call.',
    status: 204,
    answer: { description: 'Signed out; no body.' },
  })
  async signOut(@Req() request: RestRequest): Promise<void> {
    await this.service.signOut(currentUser(request));
  }
}
