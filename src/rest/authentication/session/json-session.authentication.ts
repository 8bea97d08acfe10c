import { PermissionDenied } from '../../exceptions.js';
import { splitMediaType } from '../../parsers/content-type.js';
import { isSafe } from '../../permissions/permissions.js';
import type { RestRequest } from '../../request.js';
import { Authentication, type Credentials, type SecurityScheme } from '../authentication.js';
import { SESSION_COOKIE, type SessionService } from './session.service.js';

/**
 * A session cookie for pages that send JSON and no form token. What changes something must come
 * from a page of a known origin, which every browser tells, and a POST must be JSON: a form of
 * another site has another type, and a script there is asked first whether it may. That holds for
 * strangers as well, who may have something to lose, such as a cart.
 *
 * DRF: SessionAuthentication with an enforce_csrf of another kind
 */
export abstract class JsonSessionAuthentication extends Authentication {
  override readonly header = 'Cookie';

  constructor(private readonly sessions: SessionService) {
    super();
  }

  override get schemes(): readonly SecurityScheme[] {
    return [
      { name: 'session', definition: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE } },
    ];
  }

  /** Whether pages of that origin may change something; the service's own always may. */
  protected abstract admits(origin: string): boolean;

  /** @throws PermissionDenied when the request changes something and no such page sent it */
  override async authenticate(request: RestRequest): Promise<Credentials | null> {
    if (!isSafe(request.method)) this.check(request);
    const user = await this.sessions.resume(request);
    return user && { user };
  }

  /** Pages are sent to their sign-in by a 401, which needs a challenge. */
  override authenticateHeader(): string {
    return 'Session';
  }

  private check({ method, origin: here, raw }: RestRequest): void {
    const { origin, 'content-type': contentType } = raw.raw.headers;
    if (origin === undefined || (origin !== here && !this.admits(origin))) {
      throw new PermissionDenied('CSRF Failed: the Origin is none of a page that may.');
    }
    if (contentType === undefined && method !== 'POST') return;
    if (splitMediaType(contentType ?? '').type !== 'application/json') {
      throw new PermissionDenied('CSRF Failed: the body is not JSON.');
    }
  }
}
