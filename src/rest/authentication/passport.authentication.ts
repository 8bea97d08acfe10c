import passport, { type Strategy } from 'passport';
import { APIException, type AuthenticationFailed } from '../exceptions.js';
import type { RestRequest } from '../request.js';
import { Authentication, type Credentials, type RestUser } from './authentication.js';

/**
 * An authentication that a passport strategy does. Any strategy will do that reads credentials
 * from the request; subclasses say what its failures mean.
 *
 * DRF has no counterpart: there an authentication class is the strategy.
 */
export abstract class PassportAuthentication extends Authentication {
  constructor(private readonly strategy: Strategy) {
    super();
  }

  override authenticate(request: RestRequest): Promise<Credentials | null> {
    return new Promise((resolve, reject) => {
      const settle: passport.AuthenticateCallback = (error, user, info) => {
        if (error) reject(error as Error);
        else if (user) resolve({ user: user as RestUser, auth: info ?? null });
        else this.refuse(info, resolve, reject);
      };
      // A copy, because passport hangs the answers of one request on the strategy it is given.
      const strategy: Strategy = Object.create(this.strategy);
      const run: PassportHandler = passport.authenticate(strategy, { session: false }, settle);
      // A strategy without an opinion passes: nobody has signed in.
      run(request.raw, request.reply, (error) => (error ? reject(error) : resolve(null)));
    });
  }

  /**
   * What it means that the strategy failed.
   *
   * @param info what the strategy gave as the reason
   * @returns null when the request carries no credentials of this kind
   */
  protected abstract failure(info: unknown): AuthenticationFailed | null;

  private refuse(
    info: unknown,
    resolve: (none: null) => void,
    reject: (error: APIException) => void,
  ): void {
    const error = info instanceof APIException ? info : this.failure(info);
    if (error) reject(error);
    else resolve(null);
  }
}

type PassportHandler = (request: object, reply: object, next: (error?: Error) => void) => void;
