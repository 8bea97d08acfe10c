import { Delete, Get } from '@nestjs/common';
import { OAUTH_PROVIDERS } from '../../config/oauth-settings.js';
import {
  Action,
  IsAuthenticated,
  JwtAuthentication,
  Req,
  ViewSet,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { currentUser } from '../../users/current-user.js';
import { withMessage } from '../../users/with-message.js';
import { LinksService } from '../links.service.js';
import { LinkSerializer } from '../oauth.serializers.js';

@ViewSet({
  path: 'oauth/links',
  name: 'Linked Account',
  description: '绑定的第三方账号',
  serializers: LinkSerializer,
  authentication: [JwtAuthentication],
  permissions: [IsAuthenticated],
  listed: false,
})
export class LinksController {
  constructor(private readonly links: LinksService) {}

  @Get()
  async list(@Req() request: RestRequest): Promise<Row[]> {
    const links = await this.links.of(currentUser(request));
    return links.map((link) => LinkSerializer.represent({ ...link }, request));
  }

  @Delete(':provider')
  @Action({
    summary: 'Unlink the own account at a provider',
    params: { provider: { type: 'string', enum: OAUTH_PROVIDERS } },
    status: 204,
    answer: { description: 'Unlinked; no body.' },
    errors: {
      400: {
        description: 'It is the only way in: there is neither a password nor another account.',
        example: {
          message: '解绑后将无法登录，请先设置密码',
          non_field_errors: ['解绑后将无法登录，请先设置密码'],
        },
      },
      404: { description: 'Nothing of this provider is linked.' },
    },
  })
  async unlink(@Req() request: RestRequest): Promise<void> {
    await withMessage(this.links.remove(currentUser(request), request.params.provider!));
  }
}
