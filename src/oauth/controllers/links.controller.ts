import { OAUTH_PROVIDERS } from '../oauth.settings.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { MESSAGE_ERRORS, TOO_MANY_GUESSES } from '../../docs/schemas.js';
import { Action, IsAuthenticated, ViewSet, type RestRequest, type Row } from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { currentUser } from '../../users/current-user.js';
import { PasswordCheck } from '../../users/passwords/password-check.js';
import { withMessage } from '../../users/with-message.js';
import { ConfirmLinkInput } from '../meiduo/binding.inputs.js';
import { LinksService } from '../links.service.js';
import { LinkSerializer } from '../oauth.serializers.js';

@ViewSet({
  path: 'oauth/links',
  name: 'Linked Account',
  description: '绑定的第三方账号',
  group: GROUPS.providers,
  summaries: {
    list: bilingual('The own accounts at providers', '自己绑定的第三方账号'),
  },
  serializers: LinkSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  listed: false,
})
export class LinksController {
  constructor(
    private readonly links: LinksService,
    private readonly passwords: PasswordCheck,
  ) {}

  async list(request: RestRequest): Promise<Row[]> {
    const links = await this.links.of(currentUser(request));
    return links.map((link) =>
      LinkSerializer.represent({ ...link, isSuspended: link.isSuspended }, request),
    );
  }

  @Action({
    method: 'POST',
    path: ':provider',
    summary: bilingual('Let a suspended account sign in again', '重新启用已暂停的第三方账号'),
    description: bilingual(
      'After a password reset and after signing out everywhere linked accounts wait.',
      '找回密码或退出所有登录后，绑定的账号需重新确认。',
    ),
    params: { provider: { type: 'string', enum: OAUTH_PROVIDERS } },
    input: ConfirmLinkInput,
    status: 204,
    answer: { description: bilingual('Confirmed; no body.', '已确认，无正文。') },
    errors: {
      400: {
        description: bilingual('The password is wrong.', '密码错误。'),
        example: { password: ['密码错误'] },
      },
      ...TOO_MANY_GUESSES,
      404: { description: bilingual('Nothing of this provider is linked.', '未绑定该平台。') },
    },
  })
  async confirm(request: RestRequest): Promise<void> {
    const user = currentUser(request);
    const { password } = await request.validated(ConfirmLinkInput);
    await this.passwords.demand(user, password, request.ip, 'password');
    await this.links.confirm(user, request.params.provider!);
  }

  @Action({
    method: 'DELETE',
    path: ':provider',
    summary: bilingual('Unlink the own account at a provider', '解绑第三方账号'),
    params: { provider: { type: 'string', enum: OAUTH_PROVIDERS } },
    status: 204,
    answer: { description: bilingual('Unlinked; no body.', '已解绑，无正文。') },
    errors: {
      400: {
        description: bilingual(
          'It is the only way in: there is neither a password nor another account.',
          '这是唯一的登录方式：既无密码也无其他绑定账号。',
        ),
        schema: MESSAGE_ERRORS,
        example: {
          message: '解绑后将无法登录，请先设置密码',
          non_field_errors: ['解绑后将无法登录，请先设置密码'],
        },
      },
      404: { description: bilingual('Nothing of this provider is linked.', '未绑定该平台。') },
    },
  })
  async unlink(request: RestRequest): Promise<void> {
    await withMessage(this.links.remove(currentUser(request), request.params.provider!));
  }
}
