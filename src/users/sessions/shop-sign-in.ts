import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { SignInBackend, type Captcha, type RestRequest, type RestUser } from '../../rest/index.js';
import { CaptchaNeeded } from '../sign-in/login-attempts.js';
import { SignInInput } from '../sign-in/sign-in.inputs.js';
import { SignInService } from '../sign-in/sign-in.service.js';
import { UsersService } from '../users.service.js';

/** Signing in on a page, which is signing in as anywhere else, with all of its limits. */
@Injectable()
export class ShopSignIn extends SignInBackend {
  constructor(
    private readonly signIns: SignInService,
    private readonly users: UsersService,
  ) {
    super();
  }

  override async signIn(request: RestRequest): Promise<RestUser> {
    return this.signIns.signIn(await request.validated(SignInInput), request);
  }

  override async getUser(id: number): Promise<RestUser | null> {
    const user = await this.users.findById(id);
    return user?.isActive ? user : null;
  }

  /** A new picture where one is asked for, and after one that has been answered. */
  override async captcha(refusal: unknown, request: RestRequest): Promise<Captcha | null> {
    const { text } = await request.validated(SignInInput).catch(() => new SignInInput());
    if (!(refusal instanceof CaptchaNeeded) && !text) return null;
    const id = randomUUID();
    return { id, picture: `/image_codes/${id}/`, idField: 'image_code_id', answerField: 'text' };
  }
}
