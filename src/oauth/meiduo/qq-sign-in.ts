import { Injectable } from '@nestjs/common';
import { Settings } from '../../config/settings.js';
import { ValidationError, type RestRequest } from '../../rest/index.js';
import type { User } from '../../users/entities/index.js';
import { BindingService } from '../binding.service.js';
import { MESSAGES } from '../oauth.messages.js';
import { oauthSettings } from '../oauth.settings.js';
import type { Identity, OAuthProvider } from '../providers/oauth-provider.js';
import { ProviderFailure } from '../providers/provider-failure.js';
import { Providers } from '../providers/providers.js';
import { OAuthSignInService } from '../sign-in.service.js';
import { safePath } from '../storefront.js';
import { BindingInput } from './binding.inputs.js';
import { QQSignIns } from './qq-sign-ins.js';
import { ServiceFails } from './service-fails.js';

const PROVIDER = 'qq';

/**
 * Signing in with QQ for storefronts to which QQ sends the browser back: a page of theirs hands the
 * code over. That page takes `state` for the page to go to next and never sends it here;
 * `QQSignIns` ties the code to the browser in its stead. A stranger is signed in only after proving
 * a mobile number by a code sent there, and an existing user the password as well.
 */
@Injectable()
export class QQSignIn {
  constructor(
    private readonly settings: Settings,
    private readonly providers: Providers,
    private readonly begun: QQSignIns,
    private readonly signIns: OAuthSignInService,
    private readonly bindings: BindingService,
  ) {}

  /**
   * Begins a sign-in that leads on to the page `?next=`.
   *
   * @param path where the page hands the code over: the browser sends its cookie below it
   * @returns where to send the browser
   * @throws NotFound when QQ is off, as all of these do
   */
  async begin(request: RestRequest, path: string): Promise<string> {
    const next = safePath(request.query.get('next'), '/');
    const { qqPage } = this.settings.of(oauthSettings);
    const loginUrl = this.providers.get(PROVIDER).authorizeUrl(qqPage, next);
    await this.begun.begin(request, path);
    return loginUrl;
  }

  /**
   * Signs in with the `?code=` that QQ has given.
   *
   * @returns the user, or a token for binding where nobody has this account, or it waits to be confirmed
   * @throws ValidationError for a sign-in that did not begin in this browser, or a user who may not
   *   sign in; ServiceFails
   */
  async signIn(request: RestRequest): Promise<User | { access_token: string }> {
    const code = request.query.get('code');
    const provider = this.providers.get(PROVIDER);
    if (!code) throw new ValidationError({ message: MESSAGES.codeMissing });
    if (!(await this.begun.hasBegun(request))) {
      throw new ValidationError({ message: MESSAGES.signInExpired });
    }
    const identity = await this.identify(provider, code);
    const user = await this.signIns.signIn(identity);
    if (user === 'disabled') {
      throw new ValidationError({
        message: MESSAGES.disabled,
        non_field_errors: [MESSAGES.disabled],
      });
    }
    return typeof user === 'string' ? { access_token: this.bindings.tokenFor(identity) } : user;
  }

  /** Binds the account to the user of a mobile number, or to a new one; @throws ValidationError */
  async bind(request: RestRequest): Promise<User> {
    this.providers.get(PROVIDER);
    return this.bindings.bind(PROVIDER, await request.validated(BindingInput), request.ip);
  }

  private async identify(provider: OAuthProvider, code: string): Promise<Identity> {
    try {
      return await provider.identify(code, this.settings.of(oauthSettings).qqPage);
    } catch (error) {
      if (error instanceof ProviderFailure) throw new ServiceFails(provider.title, error);
      throw error;
    }
  }
}
