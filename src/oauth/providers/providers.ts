import { Injectable } from '@nestjs/common';
import { OAUTH_PROVIDERS } from '../oauth.settings.js';
import { Settings } from '../../config/settings.js';
import { oauthSettings } from '../oauth.settings.js';
import { NotFound } from '../../rest/index.js';
import { DECLARATIONS } from './declarations.js';
import { OAuthProvider } from './oauth-provider.js';

/** The providers that are on. */
@Injectable()
export class Providers {
  private readonly byName = new Map<string, OAuthProvider>();

  constructor(settings: Settings) {
    const { clients } = settings.of(oauthSettings);
    for (const name of OAUTH_PROVIDERS) {
      const client = clients[name];
      if (client) this.byName.set(name, new OAuthProvider(name, DECLARATIONS[name], client));
    }
  }

  has(name: string): boolean {
    return this.byName.has(name);
  }

  /** @throws NotFound when there is none of this name, or it is off */
  get(name: string): OAuthProvider {
    const provider = this.byName.get(name);
    if (!provider) throw new NotFound();
    return provider;
  }
}
