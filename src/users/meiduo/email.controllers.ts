import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { MESSAGE, MESSAGE_ERRORS, TOO_MANY_GUESSES } from '../../docs/schemas.js';
import {
  AllowAny,
  Action,
  CharField,
  IsAuthenticated,
  ValidationError,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../authentication.js';
import { currentUser } from '../current-user.js';
import { BindEmailInput } from './bind-email.inputs.js';
import { EmailVerificationService } from '../email/email-verification.service.js';
import { MESSAGES } from '../users.messages.js';

const text = { type: 'string' };

class TokenQuery {
  @CharField({ messages: { required: MESSAGES.tokenMissing } })
  token!: string;
}

@ViewSet({
  path: 'email',
  name: 'Email',
  description: '绑定邮箱',
  group: GROUPS.credentials,
  listed: false,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
})
export class EmailController {
  constructor(private readonly verification: EmailVerificationService) {}

  @Action({
    method: 'PUT',
    summary: bilingual(
      'Set the own e-mail address and have a verification link sent there',
      '设置邮箱并发送验证链接',
    ),
    input: BindEmailInput,
    description: bilingual(
      'The address is pending until its link is followed. Instead of a verified one it is set only with the `password`, or with `old_code`, a code sent to the verified one.',
      '点开链接前邮箱处于待验证状态。替换已验证的邮箱需要 `password` 或发往旧邮箱的 `old_code`。',
    ),
    answer: {
      description: bilingual('Set; the mail is on its way.', '已设置，验证邮件已发送。'),
      schema: named('EmailBound', objectSchema({ id: { type: 'integer' }, email: text })),
      example: { id: 14, email: 'shopper@example.com' },
    },
    errors: { ...STORE_ERRORS, ...TOO_MANY_GUESSES },
  })
  async bind(request: RestRequest) {
    const user = currentUser(request);
    return { id: user.id, email: await this.verification.bind(user, request) };
  }
}

@ViewSet({
  path: 'emails',
  name: 'Email Verification',
  description: '验证邮箱',
  group: GROUPS.credentials,
  authentication: [],
  permissions: [AllowAny],
  listed: false,
})
export class EmailVerificationController {
  constructor(private readonly verification: EmailVerificationService) {}

  @Action({
    path: 'verification',
    summary: bilingual(
      'Verify an e-mail address by the token that was sent there',
      '用邮件中的令牌验证邮箱',
    ),
    query: TokenQuery,
    answer: {
      description: bilingual('Verified.', '已验证。'),
      schema: MESSAGE,
      example: { message: 'OK' },
    },
    errors: {
      400: {
        description: bilingual(
          'Forged, expired, or followed by a newer one.',
          '伪造、过期或已有更新的链接。',
        ),
        schema: MESSAGE_ERRORS,
        example: { message: '链接信息无效' },
      },
    },
  })
  async verify({ query }: RestRequest) {
    const token = query.get('token');
    if (!token) throw new ValidationError({ message: MESSAGES.tokenMissing });
    await this.verification.verify(token);
    return { message: 'OK' };
  }
}
