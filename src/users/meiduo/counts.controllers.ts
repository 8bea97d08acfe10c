import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  AllowAny,
  Action,
  NotFound,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { MOBILE, normaliseUsername, USERNAME_IN_URL } from '../names.js';
import { LOOKUP_THROTTLES } from '../../verifications/index.js';
import { UsersService } from '../users.service.js';

const text = { type: 'string' };
const count = { type: 'integer', enum: [0, 1] };

@ViewSet({
  path: 'usernames',
  name: 'Username Count',
  group: GROUPS.accounts,
  authentication: [],
  throttles: LOOKUP_THROTTLES,
  permissions: [AllowAny],
  listed: false,
})
export class UsernameCountController {
  constructor(private readonly users: UsersService) {}

  @Action({
    path: ':username/count',
    summary: bilingual('How many users have this name', '用户名是否已被使用'),
    params: { username: { ...text, pattern: USERNAME_IN_URL.source } },
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: named('UsernameCount', objectSchema({ username: text, count })),
      example: { username: 'shopper', count: 0 },
    },
  })
  async retrieve({ params: { username = '' } }: RestRequest) {
    if (!USERNAME_IN_URL.test(normaliseUsername(username))) throw new NotFound();
    return { username, count: Number(await this.users.hasUsername(username)) };
  }
}

@ViewSet({
  path: 'mobiles',
  name: 'Mobile Count',
  group: GROUPS.accounts,
  authentication: [],
  throttles: LOOKUP_THROTTLES,
  permissions: [AllowAny],
  listed: false,
})
export class MobileCountController {
  constructor(private readonly users: UsersService) {}

  @Action({
    path: ':mobile/count',
    summary: bilingual('How many users have this mobile number', '手机号是否已注册'),
    params: { mobile: { ...text, pattern: MOBILE.source } },
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: named('MobileCount', objectSchema({ mobile: text, count })),
      example: { mobile: '13900000001', count: 0 },
    },
  })
  async retrieve({ params: { mobile = '' } }: RestRequest) {
    if (!MOBILE.test(mobile)) throw new NotFound();
    return { mobile, count: Number(await this.users.hasMobile(mobile)) };
  }
}
