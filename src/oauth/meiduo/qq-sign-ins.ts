import { createHash } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import { parseCookie } from 'cookie';
import { Settings } from '../../config/settings.js';
import {
  ExpiringStore,
  StoreUnavailable,
} from '../../infrastructure/expiring-store/expiring-store.js';
import { TokenRefused, TokenSigner } from '../../infrastructure/token-signer.js';
import type { RestRequest } from '../../rest/index.js';
import { STATE_SECONDS } from '../sign-in-states.js';
import { Storefront } from '../storefront.js';

const COOKIE = 'oauth_qq';

/**
 * Ties a code of QQ to the browser that has asked for the way to QQ, for pages that cannot hand a
 * `state` back: by a signed cookie, or, where a page's requests carry no cookies, by the client's
 * network. Whoever is lured to the page with somebody else's code has begun nothing.
 */
@Injectable()
export class QQSignIns {
  private readonly logger = new Logger(QQSignIns.name);
  private readonly signer: TokenSigner;

  constructor(
    settings: Settings,
    private readonly storefront: Storefront,
    private readonly store: ExpiringStore,
  ) {
    this.signer = new TokenSigner(settings, 'oauth: QQ in this browser');
  }

  /**
   * Notes that a sign-in begins; it may take ten minutes.
   *
   * @param path below which the browser sends the cookie
   */
  async begin(request: RestRequest, path: string): Promise<void> {
    const token = this.signer.sign({}, STATE_SECONDS);
    this.storefront.keep(request, COOKIE, token, { path, maxAge: STATE_SECONDS });
    try {
      await this.store.set(keyOf(request), '1', STATE_SECONDS);
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      this.logger.warn('a sign-in with QQ counts only for browsers that send its cookie');
    }
  }

  /**
   * Whether a sign-in has begun here.
   *
   * @throws StoreUnavailable when only the store could tell
   */
  async hasBegun(request: RestRequest): Promise<boolean> {
    const token = parseCookie(request.raw.headers.cookie ?? '')[COOKIE];
    if (token !== undefined && this.isSigned(token)) return true;
    return (await this.store.get(keyOf(request))) !== null;
  }

  private isSigned(token: string): boolean {
    try {
      this.signer.verify(token);
      return true;
    } catch (error) {
      if (error instanceof TokenRefused) return false;
      throw error;
    }
  }
}

function keyOf({ ip }: RestRequest): string {
  return `oauth-qq:${createHash('sha256').update(ip).digest('base64url')}`;
}
