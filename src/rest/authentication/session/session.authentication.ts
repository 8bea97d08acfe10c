import { Injectable } from '@nestjs/common';
import { Strategy } from 'passport';
import type { CarriesRestRequest } from '../../request.js';
import { PassportAuthentication } from '../passport.authentication.js';
import type { SecurityScheme } from '../authentication.js';
import { SESSION_COOKIE, SessionService } from './session.service.js';

/** Takes the session's cookie, and makes sure that what changes something comes from our pages. */
@Injectable()
export class SessionStrategy extends Strategy {
  override readonly name = 'session';

  constructor(private readonly sessions: SessionService) {
    super();
  }

  override authenticate(request: unknown): void {
    const { rest } = request as Required<CarriesRestRequest>;
    this.sessions.authenticate(rest).then(
      (user) => (user ? this.success(user) : this.fail(401)),
      (error: unknown) => this.error(error),
    );
  }
}

/**
 * A session cookie, for pages of the same site.
 *
 * DRF: rest_framework.authentication.SessionAuthentication
 */
@Injectable()
export class SessionAuthentication extends PassportAuthentication {
  override readonly header = 'Cookie';

  override get schemes(): readonly SecurityScheme[] {
    return [
      {
        name: 'session',
        definition: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
      },
    ];
  }

  constructor(strategy: SessionStrategy) {
    super(strategy);
  }

  /** A session that is over is none: nobody has signed in. */
  protected override failure(): null {
    return null;
  }
}
