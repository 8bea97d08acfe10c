import type { RestRequest } from '../request.js';

/** What the layer needs to know of a user; a shop's own user class has more. */
export interface RestUser {
  readonly id: number;
  /** What pages call the user; default: the id. */
  readonly username?: string;
  readonly isStaff?: boolean;
  /** May do everything. DJANGO: is_superuser */
  readonly isSuperuser?: boolean;
}

/** The outcome of a successful authentication. */
export interface Credentials {
  readonly user: RestUser;
  /** What proved it, e.g. the token's payload. */
  readonly auth?: unknown;
}

/** How credentials are sent: a security scheme of OpenAPI under its name. */
export interface SecurityScheme {
  readonly name: string;
  readonly definition: Readonly<Record<string, unknown>>;
}

/**
 * Finds out who is asking. A viewset lists its authentications; the first that recognises its kind
 * of credentials decides.
 * DRF: rest_framework.authentication.BaseAuthentication.
 */
export abstract class Authentication {
  /** Header that the credentials are in; answers vary by it. */
  readonly header: string = 'Authorization';

  /** For the documentation. DRF: drf_spectacular's OpenApiAuthenticationExtension */
  get schemes(): readonly SecurityScheme[] {
    const { header } = this;
    return [
      { name: header.toLowerCase(), definition: { type: 'apiKey', in: 'header', name: header } },
    ];
  }

  /**
   * @returns the credentials, or null when the request carries none of this kind
   * @throws AuthenticationFailed when it carries bad ones
   */
  abstract authenticate(request: RestRequest): Promise<Credentials | null>;

  /** Value of `WWW-Authenticate` for a 401; null turns the 401 into a 403. */
  authenticateHeader(_request: RestRequest): string | null {
    return null;
  }
}
