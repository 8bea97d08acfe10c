import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { MESSAGE, MESSAGE_ERRORS } from '../../docs/schemas.js';
import {
  AllowAny,
  Action,
  NotFound,
  Response,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { CaptchaDemand } from '../captcha/captcha-demand.js';
import { CODE_THROTTLES } from '../throttles.js';
import { CodeRequests } from '../codes/code-requests.js';
import { MOBILE } from '../mobile.js';
import { OptionalCaptchaAnswer } from '../verifications.inputs.js';
import { refusedAs } from '../verifications.messages.js';

const LENGTH = 6;

/** One family of pages reads `non_field_errors`, the other `message`, each in its own words. */
const TOO_SOON = '请求次数过于频繁';
const TOO_SOON_MESSAGE = '手机频繁发送短信';

@ViewSet({
  path: 'sms_codes',
  name: 'Sms Code',
  description: '短信验证码，六位数字',
  group: GROUPS.codes,
  authentication: [],
  throttles: CODE_THROTTLES,
  permissions: [AllowAny],
})
export class SmsCodesController {
  constructor(
    private readonly captcha: CaptchaDemand,
    private readonly codes: CodeRequests,
  ) {}

  @Action({
    path: ':mobile',
    summary: bilingual('Send a code of six digits by SMS', '发送六位短信验证码'),
    description: bilingual(
      'Valid for five minutes. One per mobile and minute. A captcha is needed where the shop demands one; an answer that is sent is always checked, and used up by it.',
      '五分钟内有效，每个手机号每分钟一次。要求图片验证码时须提交；提交的答案总会被校验并随即失效。',
    ),
    query: OptionalCaptchaAnswer,
    params: { mobile: { type: 'string', pattern: MOBILE.source, examples: ['13800000000'] } },
    answer: {
      description: bilingual('On its way.', '已发送。'),
      schema: MESSAGE,
      example: { message: 'OK' },
    },
    errors: {
      400: {
        description: bilingual(
          'The captcha is wrong, a code was sent just now, or the provider refuses.',
          '图片验证码错误、刚发送过，或短信平台拒绝。',
        ),
        schema: MESSAGE_ERRORS,
        example: { non_field_errors: [TOO_SOON], message: TOO_SOON_MESSAGE },
      },
      404: {
        description: bilingual('Not a mobile number.', '手机号有误。'),
        example: { detail: '未找到。' },
      },
      403: { description: bilingual('Asked by a page of another site.', '来自其他网站的页面。') },
      ...STORE_ERRORS,
    },
  })
  async sendCode(request: RestRequest): Promise<Response> {
    const mobile = request.params.mobile!;
    if (!MOBILE.test(mobile)) throw new NotFound();
    await this.captcha.check(request, await request.validatedQuery(OptionalCaptchaAnswer));
    await refusedAs(
      this.codes.send({ channel: 'sms', address: mobile, length: LENGTH, request }),
      TOO_SOON,
      (text, reason) => ({
        non_field_errors: [text],
        message: reason === 'too-soon' ? TOO_SOON_MESSAGE : text,
      }),
    );
    return new Response({ message: 'OK' }, 200, { 'Cache-Control': 'no-store' });
  }
}
