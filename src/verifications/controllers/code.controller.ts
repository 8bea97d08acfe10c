import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  Action,
  ValidationError,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { CaptchaDemand } from '../captcha/captcha-demand.js';
import { CODE_THROTTLES } from '../throttles.js';
import { CodeRequests } from '../codes/code-requests.js';
import { KnownMobiles } from '../known-mobiles.js';
import { CodeInput } from '../verifications.inputs.js';
import { refusedAs } from '../verifications.messages.js';

const LENGTH = 4;
const TOO_SOON = '距离上一次发送未超过60s';
const REGISTERED = '用户已经存在';

@ViewSet({
  path: 'code',
  name: 'Sms Code',
  description: '发送短信验证码',
  group: GROUPS.codes,
  authentication: [],
  throttles: CODE_THROTTLES,
  permissions: [AllowAny],
})
export class CodeController {
  constructor(
    private readonly knownMobiles: KnownMobiles,
    private readonly captcha: CaptchaDemand,
    private readonly codes: CodeRequests,
  ) {}

  @Action({
    method: 'POST',
    summary: bilingual(
      'Send a code of four digits by SMS to a mobile that is to be registered',
      '向待注册的手机号发送四位短信验证码',
    ),
    description: bilingual(
      'Valid for five minutes. One per mobile and minute. A captcha is needed where the shop demands one; an answer that is sent is always checked, and used up by it.',
      '五分钟内有效，每个手机号每分钟一次。要求图片验证码时须提交；提交的答案总会被校验并随即失效。',
    ),
    input: CodeInput,
    answer: {
      description: bilingual('On its way.', '已发送。'),
      schema: named('CodeSent', objectSchema({ mobile: { type: 'string' } })),
      example: { mobile: '13800000000' },
    },
    errors: {
      400: {
        description: bilingual(
          'Not a mobile number, registered already, a wrong captcha, a code was sent just now, or the provider refuses.',
          '手机号有误或已注册、图片验证码错误、刚发送过，或短信平台拒绝。',
        ),
        example: { mobile: [TOO_SOON] },
      },
      ...STORE_ERRORS,
    },
  })
  async send(request: RestRequest): Promise<{ mobile: string }> {
    const { mobile, ...answer } = await request.validated(CodeInput);
    if (await this.knownMobiles.has(mobile)) throw new ValidationError({ mobile: [REGISTERED] });
    await this.captcha.check(request, answer);
    await refusedAs(
      this.codes.send({ channel: 'sms', address: mobile, length: LENGTH, request }),
      TOO_SOON,
      (text) => ({ mobile: [text] }),
    );
    return { mobile };
  }
}
