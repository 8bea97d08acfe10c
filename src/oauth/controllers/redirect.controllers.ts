import { OAUTH_PROVIDERS } from '../oauth.settings.js';
import { Settings } from '../../config/settings.js';
import { oauthSettings } from '../oauth.settings.js';
import { StoreUnavailable } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { NextQuery, ReturnQuery } from '../oauth.queries.js';
import {
  AllowAny,
  Action,
  AnonRateThrottle,
  Response,
  ScopedRateThrottle,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { User } from '../../users/entities/index.js';
import { Tokens } from '../../users/tokens/tokens.js';
import type { OAuthProvider } from '../providers/oauth-provider.js';
import { ProviderFailure } from '../providers/provider-failure.js';
import { Providers } from '../providers/providers.js';
import { SignInStates, STATE_SECONDS } from '../sign-in-states.js';
import { OAuthSignInService } from '../sign-in.service.js';
import { safePath, Storefront, type Refusal } from '../storefront.js';

const params = { provider: { type: 'string', enum: OAUTH_PROVIDERS } };
const off = {
  404: {
    description: bilingual('No such provider, or it is off.', '没有该第三方平台，或未启用。'),
  },
};

/** Somebody cannot be signed in; the storefront is told why. */
class SignInRefused extends Error {
  override readonly name = 'SignInRefused';

  constructor(readonly reason: Refusal) {
    super(reason);
  }
}

/** DJANGO: social_django.views.auth */
@ViewSet({
  path: 'login',
  name: 'Sign In By Redirect',
  description: '第三方登录',
  group: GROUPS.providers,
  authentication: [],
  permissions: [AllowAny],
  throttles: [AnonRateThrottle, new ScopedRateThrottle('captcha')],
  listed: false,
})
export class RedirectController {
  constructor(
    private readonly settings: Settings,
    private readonly providers: Providers,
    private readonly states: SignInStates,
    private readonly storefront: Storefront,
  ) {}

  @Action({
    path: ':provider',
    summary: bilingual('Send the browser to a provider to sign in there', '跳转到第三方登录页'),
    description: bilingual(
      '`?next=` is the page of the storefront to end at.',
      '`next` 是登录后返回的页面。',
    ),
    query: NextQuery,
    params,
    status: 302,
    answer: { description: bilingual('On to the provider.', '跳转到第三方平台。') },
    errors: off,
  })
  async begin(request: RestRequest): Promise<Response> {
    const provider = this.providers.get(request.params.provider!);
    return orLoginPage(this.storefront, async () => {
      const browser = this.storefront.recognise(request, STATE_SECONDS);
      const next = safePath(request.query.get('next'), '');
      const state = await this.states.begin(provider.name, browser, next);
      return provider.authorizeUrl(
        this.settings.of(oauthSettings).completeUrls[provider.name],
        state,
      );
    });
  }
}

/** DJANGO: social_django.views.complete */
@ViewSet({
  path: 'complete',
  name: 'Complete Sign In',
  description: '第三方登录回调',
  group: GROUPS.providers,
  authentication: [],
  permissions: [AllowAny],
  throttles: [AnonRateThrottle, new ScopedRateThrottle('login')],
  listed: false,
})
export class CompleteController {
  constructor(
    private readonly settings: Settings,
    private readonly providers: Providers,
    private readonly states: SignInStates,
    private readonly storefront: Storefront,
    private readonly signIns: OAuthSignInService,
    private readonly tokens: Tokens,
  ) {}

  @Action({
    path: ':provider',
    summary: bilingual('Where providers send browsers back to', '第三方登录回调'),
    description: bilingual(
      'Signs in, setting the cookies `name` and `token` for the storefront, and goes on there. ' +
        'Whoever cannot be signed in goes to its sign-in page, which gets `oauth_error`: `denied`, ' +
        '`expired`, `unavailable`, `suspended` (until it is confirmed) or `refused`.',
      '登录后写入商城所需的 cookie `name` 与 `token` 并跳转。无法登录时跳转到登录页，' +
        '并带上 `oauth_error`：`denied`、`expired`、`unavailable`、`suspended`（待确认）或 `refused`。',
    ),
    query: ReturnQuery,
    params,
    status: 302,
    answer: { description: bilingual('On to the storefront.', '跳转到商城。') },
    errors: off,
  })
  async complete(request: RestRequest): Promise<Response> {
    const provider = this.providers.get(request.params.provider!);
    return orLoginPage(this.storefront, () => this.signIn(provider, request));
  }

  /** @returns where to go */
  private async signIn(provider: OAuthProvider, request: RestRequest): Promise<string> {
    const { query } = request;
    const browser = this.storefront.browserOf(request);
    const next = await this.states.finish(provider.name, browser, query.get('state'));
    if (next === null) throw new SignInRefused('expired');
    const code = query.get('code');
    if (!code) throw new SignInRefused('denied');
    const redirectUri = this.settings.of(oauthSettings).completeUrls[provider.name];
    const identity = await provider.identify(code, redirectUri);
    const user = await this.signIns.signInOrUp(provider, identity);
    if (user === 'suspended') throw new SignInRefused('suspended');
    if (!(user instanceof User)) throw new SignInRefused('refused');
    this.storefront.signIn(request, user, this.tokens.issue(user));
    return this.storefront.page(next);
  }
}

/** Sends the browser where the work says, or to the sign-in page if that cannot be. */
async function orLoginPage(storefront: Storefront, work: () => Promise<string>): Promise<Response> {
  try {
    return to(await work());
  } catch (error) {
    if (error instanceof SignInRefused) return to(storefront.loginPage(error.reason));
    if (error instanceof ProviderFailure || error instanceof StoreUnavailable) {
      return to(storefront.loginPage('unavailable'));
    }
    throw error;
  }
}

function to(address: string): Response {
  return new Response(undefined, 302, { Location: address, 'Cache-Control': 'no-store' });
}
