import { STORE_ERRORS } from '../infrastructure/expiring-store/expiring-store.js';
import { bilingual } from '../languages.js';
import {
  Action,
  CharField,
  renderText,
  ValidationError,
  ViewSet,
  type RestRequest,
} from '../rest/index.js';
import { MESSAGES } from '../users/users.messages.js';
import {
  CAPTCHA_THROTTLES,
  CaptchaDemand,
  CODE_THROTTLES,
  CodeRefused,
  CodeRequests,
  ImageCodesView,
  MOBILE,
  refusalText,
} from '../verifications/index.js';
import { OPEN } from './dialect.js';
import { BY_CODE } from './pages-envelope.js';

const LENGTH = 6;
/** What is shown beside the field of the code, and not beside that of the captcha. */
const OF_THE_CODE = 401;

/** The captcha's answer as these pages name it. */
class SmsCodeQuery {
  @CharField({ required: false, allowBlank: true, example: 'a7kp' })
  image_code?: string;

  @CharField({ required: false, allowBlank: true, example: '8e1f7d0c-2f5b-4a53-9a0e-0d1c5b8f7a11' })
  image_code_id?: string;
}

@ViewSet({ ...OPEN, path: 'image_codes', name: 'Image Code', throttles: CAPTCHA_THROTTLES })
export class SessionImageCodesController extends ImageCodesView {}

@ViewSet({
  ...OPEN,
  path: 'sms_codes',
  name: 'Sms Code',
  envelope: BY_CODE,
  throttles: CODE_THROTTLES,
})
export class SessionSmsCodesController {
  constructor(
    private readonly captcha: CaptchaDemand,
    private readonly codes: CodeRequests,
  ) {}

  @Action({
    path: ':mobile',
    summary: bilingual('Send a code of six digits by SMS', '发送六位短信验证码'),
    description: bilingual(
      'Code 401 is about the message, 400 about the captcha.',
      'code 401 与短信有关，400 与图片验证码有关。',
    ),
    query: SmsCodeQuery,
    params: { mobile: { type: 'string', pattern: MOBILE.source, examples: ['13800000000'] } },
    answer: { description: bilingual('On its way.', '已发送。') },
    errors: {
      ...STORE_ERRORS,
      400: { description: bilingual('Refused.', '被拒绝。') },
      403: { description: bilingual('Asked by a page of another site.', '来自其他网站的页面。') },
    },
  })
  async send(request: RestRequest) {
    const address = request.params.mobile!;
    if (!MOBILE.test(address)) throw new ValidationError(MESSAGES.mobileInvalid);
    const { image_code: text, image_code_id } = await request.validatedQuery(SmsCodeQuery);
    await this.captcha.check(request, { text, image_code_id });
    request.reply.header('Cache-Control', 'no-store');
    try {
      await this.codes.send({ channel: 'sms', address, length: LENGTH, request });
      return undefined;
    } catch (error) {
      if (!(error instanceof CodeRefused)) throw error;
      const told = refusalText(error, MESSAGES.tooSoon);
      return { code: OF_THE_CODE, errmsg: renderText(told, request.language) };
    }
  }
}
