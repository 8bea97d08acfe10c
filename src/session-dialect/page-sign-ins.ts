import { Injectable } from '@nestjs/common';
import { stringifySetCookie } from 'cookie';
import { SkuCarts } from '../cart/meiduo/sku-carts.js';
import { Settings } from '../config/settings.js';
import { isHttps } from '../infrastructure/http/client.js';
import { oauthSettings } from '../oauth/oauth.settings.js';
import { type RestRequest, type SessionLasting, SessionService } from '../rest/index.js';
import type { User } from '../users/entities/index.js';

/** Cookie by which the pages know that somebody has signed in, and who. */
const NAME_COOKIE = 'username';
const NAME_SECONDS = 14 * 86_400;

/** Signs the browsers of the pages in and out. */
@Injectable()
export class PageSignIns {
  constructor(
    private readonly settings: Settings,
    private readonly sessions: SessionService,
    private readonly carts: SkuCarts,
  ) {}

  /** What the browser has put into a cart before comes along. */
  async begin(request: RestRequest, user: User, lasting: SessionLasting): Promise<void> {
    await this.carts.takeOver(request, user.id);
    await this.sessions.create(request, user, lasting);
    this.setName(request, user.username, NAME_SECONDS);
    request.reply.header('Cache-Control', 'no-store');
  }

  async end(request: RestRequest): Promise<void> {
    await this.sessions.destroy(request);
    this.setName(request, '', 0);
  }

  private setName(request: RestRequest, username: string, maxAge: number): void {
    const { cookieDomain: domain } = this.settings.of(oauthSettings);
    const cookie = stringifySetCookie(NAME_COOKIE, username, {
      path: '/',
      maxAge,
      sameSite: 'lax',
      secure: isHttps(request.raw, this.settings),
      encode: readable,
      ...(domain !== undefined && { domain }),
    });
    request.reply.header('Set-Cookie', cookie);
  }
}

/** As the pages show it, who decode nothing; only what a cookie cannot hold is escaped. */
function readable(username: string): string {
  return username.replaceAll(/[^\w.@+-]+/g, encodeURIComponent);
}
