import { STORE_ERRORS } from '../infrastructure/expiring-store/expiring-store.js';
import { bilingual } from '../languages.js';
import { Action, CharField, ViewSet, type RestRequest } from '../rest/index.js';
import { currentUser } from '../users/current-user.js';
import { EmailVerificationService } from '../users/email/email-verification.service.js';
import { BindEmailInput } from '../users/meiduo/bind-email.inputs.js';
import { OPEN, SIGNED_IN } from './dialect.js';

class TokenQuery {
  @CharField({ required: false })
  token?: string;
}

@ViewSet({ ...SIGNED_IN, path: 'emails', name: 'Email' })
export class SessionEmailController {
  constructor(private readonly verification: EmailVerificationService) {}

  @Action({
    method: 'PUT',
    summary: bilingual(
      'Set the own e-mail address and have a verification link sent there',
      '设置邮箱并发送验证链接',
    ),
    input: BindEmailInput,
    answer: { description: bilingual('The mail is on its way.', '验证邮件已发送。') },
    errors: STORE_ERRORS,
  })
  async bind(request: RestRequest): Promise<void> {
    await this.verification.bind(currentUser(request), request);
  }
}

@ViewSet({ ...OPEN, path: 'emails/verification', name: 'Email Verification' })
export class SessionEmailVerificationController {
  constructor(private readonly verification: EmailVerificationService) {}

  /** The pages send no cookies, and in the body what was meant for the request's options. */
  @Action({
    method: 'PUT',
    summary: bilingual(
      'Verify an e-mail address by the token that was sent there',
      '用邮件中的令牌验证邮箱',
    ),
    query: TokenQuery,
    answer: { description: bilingual('Verified.', '已验证。') },
  })
  async verify({ query }: RestRequest): Promise<void> {
    await this.verification.verify(query.get('token') ?? '');
  }
}
