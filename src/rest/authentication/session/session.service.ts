import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { RestRequest } from '../../request.js';
import { Rest } from '../../rest.js';
import { Signer } from '../../signing.js';
import type { RestUser } from '../authentication.js';
import { CSRF_COOKIE, enforceCsrf, isCsrfToken, makeCsrfToken } from './csrf.js';
import { SessionStore, type Session } from './session-store.js';

/** DJANGO: settings.SESSION_COOKIE_NAME */
export const SESSION_COOKIE = 'sessionid';
/**
 * How long a session stays: for its whole time even unused, or until the browser closes at the
 * latest. Without either it ends when it is not used for a while.
 */
export type SessionLasting = 'remembered' | 'browser';

/** A session in use is noted that seldom, in seconds. */
const TOUCH_SECONDS = 60;
const SESSION_ID = /^([\w-]{43})\.([\w-]{43})$/;

/**
 * Sessions of browsers: an opaque, signed id in a cookie that scripts cannot read, and a token for
 * forms in one that they can. A session ends when it is not used for a while, and after a fixed
 * time in any case.
 *
 * DJANGO: django.contrib.sessions, django.contrib.auth.login and logout
 */
@Injectable()
export class SessionService {
  private readonly signer: Signer;
  private readonly csrfSigner: Signer;

  constructor(
    private readonly rest: Rest,
    private readonly store: SessionStore,
  ) {
    const { secretKeys } = rest.options;
    this.signer = new Signer(secretKeys, 'rest: session');
    this.csrfSigner = new Signer(secretKeys, 'rest: csrf');
  }

  /**
   * Signs the browser in. A session it had before ends, and the new one has another id and another
   * form token: whoever planted the old ones gains nothing.
   *
   * DJANGO: django.contrib.auth.login; `lasting` is session.set_expiry
   *
   * @returns the token for forms
   */
  async create(request: RestRequest, user: RestUser, lasting?: SessionLasting): Promise<string> {
    const former = this.keyOf(request);
    if (former) await this.store.delete(former);
    const id = randomBytes(32).toString('base64url');
    const key = fingerprint(id);
    await this.store.insert(key, user, new Date(), lasting === 'remembered');
    const maxAge = lasting === 'browser' ? undefined : this.rest.options.sessionSeconds;
    this.setCookie(request, SESSION_COOKIE, `${id}.${this.signer.mark(id)}`, true, maxAge);
    const token = makeCsrfToken(key, this.csrfSigner);
    this.setCookie(request, CSRF_COOKIE, token, false, maxAge);
    return token;
  }

  /** Signs the browser out. */
  async destroy(request: RestRequest): Promise<void> {
    const key = this.keyOf(request);
    if (key) await this.store.delete(key);
    this.setCookie(request, SESSION_COOKIE, '', true, 0);
    this.setCookie(request, CSRF_COOKIE, '', false, 0);
  }

  /**
   * Who has signed in with the browser of this request.
   *
   * @returns null for a browser without a session, or whose session is over
   * @throws PermissionDenied when the request changes something and no page of ours sent it
   */
  async authenticate(request: RestRequest): Promise<RestUser | null> {
    const key = this.keyOf(request);
    const session = key && (await this.find(key));
    if (!session) return null;
    await enforceCsrf(request, cookies(request)[CSRF_COOKIE], key, this.csrfSigner);
    return this.use(key, session);
  }

  /**
   * The same for a request that is known to be sent by a page that may, in another way than by a
   * form token: the caller must have made sure of it.
   */
  async resume(request: RestRequest): Promise<RestUser | null> {
    const key = this.keyOf(request);
    const session = key && (await this.find(key));
    return session ? this.use(key, session) : null;
  }

  /**
   * Who has signed in with the browser of this request, to be shown in a page. Nothing may be done
   * in the user's name: no page of ours need have sent the request.
   */
  async viewer(request: RestRequest): Promise<RestUser | null> {
    const key = this.keyOf(request);
    const session = key && (await this.find(key));
    return session ? session.user : null;
  }

  /**
   * Makes sure that a page of ours sent the request of a browser that has not signed in, such as
   * the form it signs in with. DJANGO: csrf_protect
   *
   * @throws PermissionDenied
   */
  async checkForm(request: RestRequest): Promise<void> {
    const key = this.keyOf(request) ?? '';
    await enforceCsrf(request, cookies(request)[CSRF_COOKIE], key, this.csrfSigner);
  }

  /** The token for the forms of a page; the browser gets its cookie if it has none that fits. */
  formToken(request: RestRequest): string {
    const key = this.keyOf(request) ?? '';
    const known = cookies(request)[CSRF_COOKIE];
    if (known !== undefined && isCsrfToken(known, key, this.csrfSigner)) return known;
    const token = makeCsrfToken(key, this.csrfSigner);
    this.setCookie(request, CSRF_COOKIE, token, false, this.rest.options.sessionSeconds);
    return token;
  }

  private async use(key: string, { user, seenAt }: Session): Promise<RestUser> {
    const now = new Date();
    if (secondsBetween(seenAt, now) > TOUCH_SECONDS) await this.store.touch(key, now);
    return user;
  }

  /** The session of that key, unless it is over. */
  private async find(key: string): Promise<Session | null> {
    const session = await this.store.find(key);
    if (!session) return null;
    const { sessionSeconds, sessionIdleSeconds } = this.rest.options;
    const now = new Date();
    const isOver =
      secondsBetween(session.createdAt, now) > sessionSeconds ||
      (!session.isRemembered && secondsBetween(session.seenAt, now) > sessionIdleSeconds);
    if (!isOver) return session;
    await this.store.delete(key);
    return null;
  }

  /** What the store knows the request's session by; null when its cookie is not one of ours. */
  private keyOf(request: RestRequest): string | null {
    const [, id, mark] = SESSION_ID.exec(cookies(request)[SESSION_COOKIE] ?? '') ?? [];
    return id && mark && this.signer.isMark(id, mark) ? fingerprint(id) : null;
  }

  /** @param maxAge in seconds; undefined: until the browser closes */
  private setCookie(
    request: RestRequest,
    name: string,
    value: string,
    httpOnly: boolean,
    maxAge: number | undefined,
  ): void {
    const cookie = stringifySetCookie({
      name,
      value,
      path: '/',
      httpOnly,
      sameSite: 'lax',
      secure: this.rest.options.secureCookies || request.raw.protocol === 'https',
      ...(maxAge !== undefined && { maxAge }),
    });
    request.reply.header('Set-Cookie', cookie);
  }
}

function cookies(request: RestRequest): Readonly<Record<string, string | undefined>> {
  return parseCookie(request.raw.headers.cookie ?? '');
}

function fingerprint(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}

function secondsBetween(from: Date, to: Date): number {
  return (to.getTime() - from.getTime()) / 1000;
}
