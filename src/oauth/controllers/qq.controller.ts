import { Get, Post } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import {
  AllowAny,
  Action,
  AnonRateThrottle,
  Req,
  Response,
  ScopedRateThrottle,
  ValidationError,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import type { User } from '../../users/entities/index.js';
import { Tokens } from '../../users/tokens/tokens.js';
import { withMessage } from '../../users/with-message.js';
import { BindingInput } from '../binding.input.js';
import { BindingService } from '../binding.service.js';
import { LinksService } from '../links.service.js';
import { MESSAGES } from '../messages.js';
import type { Identity, OAuthProvider } from '../providers/oauth-provider.js';
import { ProviderFailure } from '../providers/provider-failure.js';
import { Providers } from '../providers/providers.js';
import { ServiceFails } from '../service-fails.js';
import { OAuthSignInService } from '../sign-in.service.js';
import { safePath } from '../storefront.js';

const PROVIDER = 'qq';
const THROTTLES = [AnonRateThrottle, new ScopedRateThrottle('login')];
/** Tokens are nobody else's. */
const PRIVATE = { 'Cache-Control': 'no-store' };

const OFF = { description: 'QQ is off.' };
const text = { type: 'string' };
const id = { type: 'integer' };
const object = (properties: object) => ({ type: 'object', properties });

/**
 * QQ as the Meiduo storefront signs in with it: QQ sends the browser back to a page, which hands the
 * code over. That page takes `state` for the page to go to next and never sends it here, so that
 * nothing ties the code to a browser. What protects this way in: QQ gives a code for this redirect
 * URI only, once and for minutes; a stranger is signed in only after proving a mobile number by a
 * code sent there, and an existing user the password as well. What does not: whoever is lured to
 * the page with somebody else's code is signed in as that person, or binds that account by filling
 * in the form. `/login/qq/` has a state that rules this out.
 */
@ViewSet({
  path: 'oauth/qq',
  name: 'QQ',
  description: 'QQ登录',
  authentication: [],
  permissions: [AllowAny],
  throttles: { authorization: [AnonRateThrottle], default: THROTTLES },
  listed: false,
})
export class QQController {
  constructor(
    private readonly settings: Settings,
    private readonly providers: Providers,
    private readonly links: LinksService,
    private readonly signIns: OAuthSignInService,
    private readonly bindings: BindingService,
    private readonly tokens: Tokens,
  ) {}

  @Get('authorization')
  @Action({
    summary: 'Where to go to sign in with QQ',
    description: '`?next=` is the page of the storefront to return to; default: `/`.',
    answer: {
      description: 'OK.',
      schema: object({ login_url: { ...text, format: 'uri' } }),
      example: { login_url: 'https://graph.qq.com/oauth2.0/authorize?response_type=code' },
    },
    errors: { 404: OFF },
  })
  authorization(@Req() { query }: RestRequest) {
    const next = safePath(query.get('next'), '/');
    const { qqPage } = this.settings.oauth;
    return { login_url: this.providers.get(PROVIDER).authorizeUrl(qqPage, next) };
  }

  @Get('user')
  @Action({
    summary: 'Sign in with the `?code=` that QQ has given',
    answer: {
      description:
        'Signed in, or, as nobody has this QQ account, a token for binding it within 10 minutes.',
      schema: {
        anyOf: [
          { ...object({ token: text, user_id: id, username: text }), required: ['token'] },
          { ...object({ access_token: text }), required: ['access_token'] },
        ],
      },
      example: { access_token: '…' },
    },
    errors: {
      400: { description: 'No code.', example: { message: '缺少code' } },
      404: OFF,
      503: {
        description: 'QQ refuses the code, or does not answer.',
        schema: object({ message: text }),
        example: { message: 'QQ服务异常' },
      },
    },
  })
  async signIn(@Req() { query }: RestRequest): Promise<Response> {
    const code = query.get('code');
    const provider = this.providers.get(PROVIDER);
    if (!code) throw new ValidationError({ message: MESSAGES.codeMissing });
    const identity = await this.identify(provider, code);
    const user = await this.signIns.signIn(identity);
    if (user) {
      const { id, username } = user;
      const token = this.tokens.issue(user);
      return new Response({ token, user_id: id, username }, 200, PRIVATE);
    }
    if (await this.links.userOf(identity)) {
      throw new ValidationError({
        message: MESSAGES.disabled,
        non_field_errors: [MESSAGES.disabled],
      });
    }
    return new Response({ access_token: this.bindings.tokenFor(identity) }, 200, PRIVATE);
  }

  @Post('user')
  @Action({
    summary: 'Bind the QQ account to the user of a mobile number, or to a new one',
    input: BindingInput,
    answer: {
      description: 'Bound and signed in.',
      schema: object({ id, user_id: id, username: text, mobile: text, token: text }),
    },
    errors: {
      400: {
        description: 'The token, the code or the password is wrong, or either is bound already.',
        example: { message: '密码错误', non_field_errors: ['密码错误'] },
      },
      404: OFF,
      ...STORE_ERRORS,
    },
  })
  async bind(@Req() request: RestRequest): Promise<Response> {
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
