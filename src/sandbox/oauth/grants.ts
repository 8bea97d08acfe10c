import { randomBytes } from 'node:crypto';
import type { OAuthProviderName } from '../../oauth/oauth.settings.js';
import type { Scenario } from './pages.js';

/** Milliseconds that a code can be exchanged. */
const CODE_LIFE = 60_000;
/** Grants that are remembered; the oldest are forgotten first. */
const MAX_GRANTS = 1000;

/** What somebody has allowed a client at the page of a provider. */
export interface Grant {
  readonly provider: OAuthProviderName;
  readonly person: string;
  readonly clientId: string;
  readonly redirectUri: string;
  readonly scenario: Scenario;
  readonly code: string;
  readonly accessToken: string;
  readonly expiresAt: number;
  isUsed: boolean;
}

type Wish = Pick<Grant, 'provider' | 'person' | 'clientId' | 'redirectUri' | 'scenario'>;

/** The grants of one sandbox, in memory. */
export class Grants {
  private readonly grants: Grant[] = [];

  give(wish: Wish): Grant {
    const grant: Grant = {
      ...wish,
      code: randomBytes(16).toString('hex').toUpperCase(),
      accessToken: randomBytes(16).toString('hex').toUpperCase(),
      expiresAt: Date.now() + CODE_LIFE,
      isUsed: false,
    };
    this.grants.push(grant);
    if (this.grants.length > MAX_GRANTS) this.grants.shift();
    return grant;
  }

  byCode(provider: OAuthProviderName, code: string | undefined): Grant | undefined {
    return this.grants.find((grant) => grant.provider === provider && grant.code === code);
  }

  /** The grant of a token that was given out. */
  byToken(provider: OAuthProviderName, token: string | undefined): Grant | undefined {
    return this.grants.find(
      (grant) => grant.provider === provider && grant.isUsed && grant.accessToken === token,
    );
  }
}
