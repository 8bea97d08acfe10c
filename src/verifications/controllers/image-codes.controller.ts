import { Inject } from '@nestjs/common';
import { STORE_ERRORS } from '../../infrastructure/expiring-store/expiring-store.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  Action,
  NotFound,
  Response,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { MAX_CAPTCHA_ID } from '../captcha/captcha-demand.js';
import { Captchas } from '../captcha/captchas.js';
import { CAPTCHA_THROTTLES } from '../throttles.js';

/** The contract's type, which browsers take for the JPEG it is. */
const CONTENT_TYPE = 'images/jpg';
const CAPTCHA_ID = new RegExp(`^[\\w-]{1,${MAX_CAPTCHA_ID}}$`);

/** Pictures, under whatever path. */
export abstract class ImageCodesView {
  @Inject(Captchas) private readonly captchas!: Captchas;

  @Action({
    path: ':uuid',
    summary: bilingual('A captcha picture', '图片验证码'),
    description: bilingual(
      'A JPEG of 200×75 pixels with four characters, valid for five minutes and one answer.',
      '200×75 像素的 JPEG，四个字符，五分钟内有效，仅可作答一次。',
    ),
    params: { uuid: { type: 'string', pattern: CAPTCHA_ID.source, format: 'uuid' } },
    answer: {
      description: bilingual('The picture.', '图片。'),
      contentType: CONTENT_TYPE,
      schema: { type: 'string', format: 'binary', contentMediaType: 'image/jpeg' },
    },
    errors: STORE_ERRORS,
  })
  async picture(request: RestRequest): Promise<Response> {
    const id = request.params.uuid!;
    if (!CAPTCHA_ID.test(id)) throw new NotFound();
    const headers = { 'Content-Type': CONTENT_TYPE, 'Cache-Control': 'no-store' };
    return new Response(await this.captchas.issue(id), 200, headers);
  }
}

@ViewSet({
  path: 'image_codes',
  name: 'Image Code',
  description: '图片验证码',
  group: GROUPS.codes,
  authentication: [],
  permissions: [AllowAny],
  throttles: CAPTCHA_THROTTLES,
})
export class ImageCodesController extends ImageCodesView {}
