import { Logger } from '@nestjs/common';
import type { OAuthClientSettings, OAuthProviderName } from '../oauth.settings.js';
import { OPEN_ID_LENGTH } from '../entities/index.js';
import { readFields, requiredText, type Fields } from './answers.js';
import { askProvider } from './ask-provider.js';
import type { Call, ProviderDeclaration } from './declarations.js';
import { ProviderFailure } from './provider-failure.js';

/** Longest access token that is taken, in characters. */
const TOKEN_LENGTH = 1000;

/** Somebody whom a provider knows. */
export interface Identity {
  readonly provider: OAuthProviderName;
  /** Always the same for this shop and this person. */
  readonly openId: string;
  /** Opens the provider's API for this person. */
  readonly accessToken: string;
}

/** A service whose accounts sign people in: OAuth 2's authorization code flow, as declared. */
export class OAuthProvider {
  private readonly logger = new Logger('OAuth');
  private readonly pageUrl: string;
  private readonly apiUrl: string;

  constructor(
    readonly name: OAuthProviderName,
    private readonly declaration: ProviderDeclaration,
    private readonly client: OAuthClientSettings,
  ) {
    this.pageUrl = client.baseUrl ?? declaration.pageUrl;
    this.apiUrl = client.baseUrl ?? declaration.apiUrl;
  }

  /** What people call it. */
  get title(): string {
    return this.declaration.title;
  }

  /** Where a browser asks its owner to let the shop know who they are. */
  authorizeUrl(redirectUri: string, state: string): string {
    const { authorize, client } = this.declaration;
    const query = new URLSearchParams({
      response_type: 'code',
      [client.id]: this.client.clientId,
      redirect_uri: redirectUri,
      state,
      ...(authorize.scope && { scope: authorize.scope }),
    });
    return `${this.pageUrl}${authorize.path}?${query.toString()}${authorize.hash ?? ''}`;
  }

  /**
   * Who has come back with the code.
   *
   * @param redirectUri where the code was sent
   * @throws ProviderFailure, logged
   */
  async identify(code: string, redirectUri: string): Promise<Identity> {
    const { token, identity, client } = this.declaration;
    return this.logged(async () => {
      const granted = await this.call(token, {
        grant_type: 'authorization_code',
        [client.id]: this.client.clientId,
        [client.secret]: this.client.clientSecret,
        code,
        redirect_uri: redirectUri,
      });
      const accessToken = requiredText(granted, 'access_token', TOKEN_LENGTH);
      const person = identity.call
        ? await this.call(identity.call, { access_token: accessToken })
        : granted;
      this.checkAudience(person);
      const openId = requiredText(person, identity.openId, OPEN_ID_LENGTH);
      return { provider: this.name, openId, accessToken };
    });
  }

  /**
   * The name that somebody goes by there.
   *
   * @returns empty when the provider does not tell: nobody is kept out for that
   */
  async nickname({ openId, accessToken }: Identity): Promise<string> {
    const { profile } = this.declaration;
    try {
      const fields = await this.logged(() =>
        this.call(profile, {
          access_token: accessToken,
          [profile.openId]: openId,
          ...(profile.client && { [profile.client]: this.client.clientId }),
        }),
      );
      return printable(fields.get(profile.nickname));
    } catch (error) {
      if (error instanceof ProviderFailure) return '';
      throw error;
    }
  }

  /** A token that was issued to another client proves nothing here. */
  private checkAudience(fields: Fields): void {
    const { audience } = this.declaration.identity;
    if (audience === undefined) return;
    if (requiredText(fields, audience, TOKEN_LENGTH) !== this.client.clientId) {
      throw new ProviderFailure('the token is for another client');
    }
  }

  private async call({ method, path }: Call, parameters: Record<string, string>): Promise<Fields> {
    try {
      return readFields(await askProvider(method, this.apiUrl + path, parameters));
    } catch (error) {
      if (!(error instanceof ProviderFailure)) throw error;
      throw new ProviderFailure(`${path}: ${error.message}`, { cause: error });
    }
  }

  private async logged<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ProviderFailure) this.logger.warn(`${this.name} ${error.message}`);
      throw error;
    }
  }
}

function printable(value: unknown): string {
  return typeof value === 'string' ? value.replaceAll(/[\p{C}<>]/gu, '').trim() : '';
}
