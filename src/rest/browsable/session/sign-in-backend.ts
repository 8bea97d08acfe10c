import type { RestUser } from '../../authentication/authentication.js';
import type { RestRequest } from '../../request.js';

/** A picture whose characters are to be typed. */
export interface Captcha {
  /** Where the picture is. */
  readonly picture: string;
  /** Names of the fields that take the picture's id and its characters. */
  readonly idField: string;
  readonly answerField: string;
  readonly id: string;
}

/**
 * Lets people in who sign in on a page; a project provides its own, with all the limits that its
 * other ways in have.
 *
 * DJANGO: django.contrib.auth.authenticate
 */
export abstract class SignInBackend {
  /**
   * Who signs in with the data of the request: `username`, `password`, and a captcha's answer where
   * one was shown.
   *
   * @throws ValidationError for wrong ones, Throttled after too many
   */
  abstract signIn(request: RestRequest): Promise<RestUser>;

  /**
   * Who has signed in once, for work that goes on after the request; null: nobody who may still sign
   * in. DJANGO: ModelBackend.get_user
   */
  abstract getUser(id: number): Promise<RestUser | null>;

  /** The captcha to show after a refusal; null: none helps, or none is asked for. */
  abstract captcha(refusal: unknown, request: RestRequest): Promise<Captcha | null>;
}
