import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { Action, AllowAny, IsAuthenticated, ViewSet, type RestRequest } from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../authentication.js';
import { SIGN_IN_THROTTLES, SignInView } from '../controllers/sign-in.controllers.js';
import { currentUser } from '../current-user.js';

@ViewSet({
  path: 'authorizations',
  name: 'Authorization',
  description: '登录',
  group: GROUPS.accounts,
  authentication: { signOut: USER_AUTHENTICATION, default: [] },
  permissions: { signOut: [IsAuthenticated], default: [AllowAny] },
  throttles: { signIn: SIGN_IN_THROTTLES },
  listed: false,
})
export class AuthorizationController extends SignInView {
  @Action({
    method: 'DELETE',
    summary: bilingual('Sign out everywhere', '退出所有设备的登录'),
    description: bilingual(
      'Tokens issued so far count no more. Pages that just forget theirs need no call.',
      '此前签发的令牌全部失效；只需丢弃令牌的页面不必调用。',
    ),
    status: 204,
    answer: { description: bilingual('Signed out; no body.', '已退出，无正文。') },
  })
  async signOut(request: RestRequest): Promise<void> {
    await this.service.signOut(currentUser(request));
  }
}
