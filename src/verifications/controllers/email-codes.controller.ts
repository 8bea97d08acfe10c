import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  Action,
  message,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { CODE_THROTTLES } from '../throttles.js';
import { CodeRequests } from '../codes/code-requests.js';
import { EmailCodeInput } from '../verifications.inputs.js';
import { refusedAs } from '../verifications.messages.js';

const LENGTH = 6;
const TOO_SOON = message({
  en: 'A code was sent to this address less than 60 seconds ago.',
  'zh-hans': '距离上一次发送未超过60s',
});
/** What the server said is for the log. */
const UNDELIVERABLE = message({
  en: 'The mail server takes no mail for this address.',
  'zh-hans': '邮件服务器拒收发往该地址的邮件',
});

@ViewSet({
  path: 'email_codes',
  name: 'Email Code',
  description: '发送邮箱验证码，六位数字',
  group: GROUPS.codes,
  authentication: [],
  throttles: CODE_THROTTLES,
  permissions: [AllowAny],
  listed: false,
})
export class EmailCodesController {
  constructor(private readonly codes: CodeRequests) {}

  @Action({
    method: 'POST',
    summary: bilingual(
      'Send a code of six digits by e-mail, for a registration',
      '为注册发送六位邮箱验证码',
    ),
    description: bilingual(
      'Valid for five minutes. One per address and minute. The answer does not tell whether the address is registered.',
      '五分钟内有效，每个邮箱每分钟一次。回答不透露邮箱是否已注册。',
    ),
    input: EmailCodeInput,
    answer: {
      description: bilingual('On its way.', '已发送。'),
      schema: named('EmailCodeSent', objectSchema({ email: { type: 'string', format: 'email' } })),
      example: { email: 'shopper@example.com' },
    },
    errors: {
      400: {
        description: bilingual(
          'Not an address, a code was sent just now, or the mail server refuses.',
          '邮箱有误、刚发送过验证码，或邮件服务器拒收。',
        ),
        example: { email: ['请输入合法的邮件地址。'] },
      },
      ...STORE_ERRORS,
    },
  })
  async send(request: RestRequest): Promise<{ email: string }> {
    const { email } = await request.validated(EmailCodeInput);
    await refusedAs(
      this.codes.send({ channel: 'email', address: email, length: LENGTH, request }),
      TOO_SOON,
      (text, reason) => ({ email: [reason === 'undeliverable' ? UNDELIVERABLE : text] }),
    );
    return { email };
  }
}
