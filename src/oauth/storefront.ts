import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie, type SerializeOptions } from 'cookie';
import { Settings } from '../config/settings.js';
import { oauthSettings } from './oauth.settings.js';
import { isHttps } from '../infrastructure/http/client.js';
import type { RestRequest } from '../rest/index.js';
import type { User } from '../users/entities/index.js';

/** Page of the MxShop storefront where people sign in, below its beginning. */
const LOGIN_PAGE = '#/app/login';

/** Seconds that the storefront's own cookies last. */
const WEEK_SECONDS = 7 * 86_400;
const BROWSER_COOKIE = 'oauth_browser';
const BROWSER_ID = /^[\da-f]{32}$/;

/** Why nobody is signed in, as the storefront's sign-in page is told. */
export type Refusal = 'denied' | 'expired' | 'unavailable' | 'refused' | 'suspended';

/** What the browser of somebody who signs in keeps, and where it goes. */
@Injectable()
export class Storefront {
  constructor(private readonly settings: Settings) {}

  /** The address of a page of the storefront, or of its first one when the path is not safe. */
  page(next: string | undefined): string {
    return this.address(safePath(next, ''));
  }

  /** The sign-in page, told why it is shown again. */
  loginPage(reason: Refusal): string {
    return this.address(`${LOGIN_PAGE}?oauth_error=${reason}`);
  }

  /** A random name for the browser, kept by it for as long as a sign-in may take. */
  recognise(request: RestRequest, seconds: number): string {
    const id = this.browserOf(request) ?? randomBytes(16).toString('hex');
    this.keep(request, BROWSER_COOKIE, id, { path: '/', maxAge: seconds });
    return id;
  }

  /** Has the browser keep something that no script can read. */
  keep(
    request: RestRequest,
    name: string,
    value: string,
    options: { readonly path: string; readonly maxAge: number },
  ): void {
    this.set(request, name, value, { httpOnly: true, ...options });
  }

  /** The name that was given to the browser; undefined when it has none any more. */
  browserOf({ raw }: RestRequest): string | undefined {
    const id = parseCookie(raw.headers.cookie ?? '')[BROWSER_COOKIE];
    return id !== undefined && BROWSER_ID.test(id) ? id : undefined;
  }

  /**
   * The cookies by which the storefront knows who is signed in. They are as its pages set them: for
   * the folder that it is served from, where its sign-out finds them, readable for scripts, and escaped
   * in the way that the pages do not undo.
   */
  signIn(request: RestRequest, { username }: User, token: string): void {
    const folder = new URL(this.settings.storefrontUrl).pathname.slice(0, -1) || '/';
    const options = {
      path: folder,
      maxAge: WEEK_SECONDS,
      domain: this.settings.of(oauthSettings).cookieDomain,
    };
    this.set(request, 'name', username, options);
    this.set(request, 'token', token, options);
  }

  private set(request: RestRequest, name: string, value: string, options: SerializeOptions): void {
    const secure = isHttps(request.raw, this.settings);
    const cookie = { sameSite: 'lax' as const, secure, encode: escaped, ...options };
    request.reply.header('Set-Cookie', stringifySetCookie(name, value, cookie));
  }

  /** A browser takes a fragment along to an address that has none, such as WeChat's. */
  private address(path: string): string {
    const { href, hash } = new URL(path, this.settings.storefrontUrl);
    return hash || href.endsWith('#') ? href : `${href}#`;
  }
}

/**
 * The path if a browser that follows it stays on the storefront, even if a page decodes it first;
 * else the fallback.
 */
export function safePath(next: string | undefined, fallback: string): string {
  return next && [next, decoded(next)].every((path) => PATH.test(path)) ? next : fallback;
}

/** One slash first; no backslash or control character, which browsers read as slashes or not. */
const PATH = /^\/(?![/\\])[^\\\p{C}]{0,500}$/u;

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}

/** What the storefront's pages write into cookies: JavaScript's `escape`. */
function escaped(text: string): string {
  return text.replaceAll(/[^\w@*+\-./]/g, (unit) => {
    const code = unit.charCodeAt(0).toString(16).toUpperCase();
    return code.length > 2 ? `%u${code.padStart(4, '0')}` : `%${code.padStart(2, '0')}`;
  });
}
