import { bilingual } from '../languages.js';
import {
  Action,
  AnonRateThrottle,
  ScopedRateThrottle,
  UserRateThrottle,
  ViewSet,
  objectSchema,
  type RestRequest,
} from '../rest/index.js';
import { SIGN_IN_THROTTLES } from '../users/controllers/sign-in.controllers.js';
import { currentUser } from '../users/current-user.js';
import { AccountSerializer } from '../users/meiduo/account.serializers.js';
import { PasswordChangeService } from '../users/passwords/password-change.service.js';
import { RegistrationService } from '../users/registration/registration.service.js';
import { SignInService } from '../users/sign-in/sign-in.service.js';
import { UsersService } from '../users/users.service.js';
import { LOOKUP_THROTTLES } from '../verifications/index.js';
import {
  SessionPasswordInput,
  SessionRegistrationInput,
  SessionSignInInput,
} from './account.inputs.js';
import { OPEN, SIGNED_IN } from './dialect.js';
import { PageSignIns } from './page-sign-ins.js';
import { BY_CODE } from './pages-envelope.js';

const DONE = { description: bilingual('Done.', '成功。') };
const text = { type: 'string' };
const count = { type: 'integer', enum: [0, 1] };
const COUNTED = {
  description: bilingual('OK.', '成功。'),
  schema: objectSchema({ count }),
};

@ViewSet({ ...OPEN, path: 'register', name: 'User', envelope: BY_CODE })
export class SessionRegistrationController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly signIns: PageSignIns,
  ) {}

  @Action({
    method: 'POST',
    summary: bilingual('Register and sign in', '注册并登录'),
    input: SessionRegistrationInput,
    status: 200,
    answer: DONE,
  })
  async register(request: RestRequest): Promise<void> {
    const user = await this.registrations.register(request, SessionRegistrationInput);
    await this.signIns.begin(request, user, 'browser');
  }
}

@ViewSet({
  ...OPEN,
  path: 'login',
  name: 'Authorization',
  envelope: BY_CODE,
  throttles: SIGN_IN_THROTTLES,
})
export class SessionLoginController {
  constructor(
    private readonly service: SignInService,
    private readonly signIns: PageSignIns,
  ) {}

  @Action({
    method: 'POST',
    summary: bilingual('Sign in', '登录'),
    description: bilingual(
      'Sets the cookies `sessionid` and `username`, which pages can read, and takes over what the browser has put into its cart.',
      '写入 `sessionid` 与页面可读的 `username` 两个 cookie，并合并浏览器中的购物车。',
    ),
    input: SessionSignInInput,
    status: 200,
    answer: DONE,
  })
  async signIn(request: RestRequest): Promise<void> {
    const { remembered, ...input } = await request.validated(SessionSignInInput);
    const user = await this.service.signIn(input, request);
    await this.signIns.begin(request, user, remembered ? 'remembered' : 'browser');
  }
}

@ViewSet({ ...OPEN, path: 'logout', name: 'Authorization' })
export class SessionLogoutController {
  constructor(private readonly signIns: PageSignIns) {}

  @Action({ method: 'DELETE', summary: bilingual('Sign out', '退出登录'), answer: DONE })
  async signOut(request: RestRequest): Promise<void> {
    await this.signIns.end(request);
  }
}

@ViewSet({ ...SIGNED_IN, path: 'info', name: 'User' })
export class SessionInfoController {
  @Action({
    summary: bilingual('The own account', '用户中心信息'),
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: objectSchema({ info_data: AccountSerializer }),
    },
  })
  show(request: RestRequest) {
    return { info_data: AccountSerializer.represent({ ...currentUser(request) }, request) };
  }
}

@ViewSet({
  ...SIGNED_IN,
  path: 'password',
  name: 'Password',
  envelope: BY_CODE,
  throttles: [AnonRateThrottle, UserRateThrottle, new ScopedRateThrottle('login')],
})
export class SessionPasswordController {
  constructor(
    private readonly passwords: PasswordChangeService,
    private readonly signIns: PageSignIns,
  ) {}

  @Action({
    method: 'PUT',
    summary: bilingual('Change the own password, which signs out', '修改密码，需重新登录'),
    input: SessionPasswordInput,
    answer: DONE,
  })
  async change(request: RestRequest): Promise<void> {
    const { old_password, new_password: password } = await request.validated(SessionPasswordInput);
    const change = { old_password, password };
    await this.passwords.change(currentUser(request), change, request);
    await this.signIns.end(request);
  }
}

@ViewSet({ ...OPEN, path: 'usernames', name: 'Username Count', throttles: LOOKUP_THROTTLES })
export class SessionUsernameController {
  constructor(private readonly users: UsersService) {}

  @Action({
    path: ':username/count',
    summary: bilingual('How many users have this name', '用户名是否已被使用'),
    params: { username: text },
    answer: COUNTED,
  })
  async show({ params: { username = '' } }: RestRequest) {
    return { count: Number(await this.users.hasUsername(username)) };
  }
}

@ViewSet({ ...OPEN, path: 'mobiles', name: 'Mobile Count', throttles: LOOKUP_THROTTLES })
export class SessionMobileController {
  constructor(private readonly users: UsersService) {}

  @Action({
    path: ':mobile/count',
    summary: bilingual('How many users have this mobile number', '手机号是否已注册'),
    params: { mobile: text },
    answer: COUNTED,
  })
  async show({ params: { mobile = '' } }: RestRequest) {
    return { count: Number(await this.users.hasMobile(mobile)) };
  }
}
