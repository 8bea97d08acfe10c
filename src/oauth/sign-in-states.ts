import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { OAuthProviderName } from './oauth.settings.js';
import { ExpiringStore } from '../infrastructure/expiring-store/expiring-store.js';

/** Seconds that a sign-in at a provider may take. */
export const STATE_SECONDS = 600;

/** A sign-in that has begun. */
interface Begun {
  readonly provider: OAuthProviderName;
  /** Hash of the name that its browser was given. */
  readonly browser: string;
  /** Page of the storefront to go to in the end. */
  readonly next: string;
}

/**
 * The `state` of sign-ins: whoever comes back from a provider must bring one that was given to the
 * same browser, so that nobody can be made to sign in as somebody else. Each counts once.
 */
@Injectable()
export class SignInStates {
  constructor(private readonly store: ExpiringStore) {}

  /**
   * @returns the state to send along
   * @throws StoreUnavailable
   */
  async begin(provider: OAuthProviderName, browser: string, next: string): Promise<string> {
    // WeChat takes letters and digits only.
    const state = randomBytes(16).toString('hex');
    const begun: Begun = { provider, browser: hash(browser), next };
    await this.store.set(keyOf(state), JSON.stringify(begun), STATE_SECONDS);
    return state;
  }

  /**
   * @returns the page to go to; null when the state does not count (any more) for this browser
   * @throws StoreUnavailable
   */
  async finish(
    provider: OAuthProviderName,
    browser: string | undefined,
    state: string | undefined,
  ): Promise<string | null> {
    if (!state || !browser) return null;
    const text = await this.store.take(keyOf(state));
    const begun = text === null ? null : (JSON.parse(text) as Begun);
    const isOwn = begun?.provider === provider && begun.browser === hash(browser);
    return isOwn ? begun.next : null;
  }
}

/** Whoever reads the store learns no state that is still good. */
function keyOf(state: string): string {
  return `oauth-state:${hash(state)}`;
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
