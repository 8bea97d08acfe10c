import { beforeAll } from 'vitest';
import { Passwords } from '../../src/users/passwords/passwords.js';
import { Tokens } from '../../src/users/tokens/tokens.js';
import type { User } from '../../src/users/entities/index.js';
import { ApiDescription, type ApiOperation } from './api-description.js';
import { testApp, type TestApp } from './app.js';
import { GOODS_COUNT, seedCatalogue } from './catalogue.js';
import { Fuzz, type FuzzedRequest, type Sensible } from './fuzz.js';
import { rawRequest } from './http.js';
import { testSettings } from './settings.js';
import { createUser, PASSWORD, reload } from './users.js';

const UNLIMITED = '1000000/second';

/** Accounts elsewhere, where nobody answers. */
const PROVIDERS = Object.fromEntries(
  ['QQ', 'WEIBO', 'WEIXIN'].flatMap((name) => [
    [`OAUTH_${name}_BASE_URL`, 'http://127.0.0.1:9'],
    [`OAUTH_${name}_CLIENT_ID`, 'shop'],
    [`OAUTH_${name}_CLIENT_SECRET`, 'secret'],
  ]),
);

/** What fields and parameters of the shop are usually about. */
const SENSIBLE: Sensible = {
  goods: [1, 2, GOODS_COUNT],
  sku_id: [1, 2, GOODS_COUNT],
  nums: [1, 2, 99],
  count: [1, 2],
  selected: [true, false],
  pk: ['1', '2', '3'],
  username: ['somebody', 'nobody'],
  account: ['somebody', '13900000000'],
  password: [PASSWORD],
  mobile: ['13900000000', '13912345678'],
  singer_mobile: ['13900000001'],
  signer_mobile: ['13900000001'],
  email: ['somebody@example.com'],
  province: ['浙江省', 330_000],
  province_id: [330_000],
  city: ['杭州市', 330_100],
  city_id: [330_100],
  district: ['西湖区', 330_106],
  district_id: [330_106],
  provider: ['qq', 'weibo', 'weixin'],
  uuid: ['8e03978e-40d5-43dd-bc93-6894a57f9324'],
  sms_code: ['123456'],
  code: ['1234', 'abc'],
  message_type: [1, 2, 3, 4, 5],
  page: [1, 2],
  page_size: [1, 100],
};

/** A shop, all of whose operations are called by everybody who might call them. */
export class FuzzedShop {
  private description!: ApiDescription;
  private people!: User[];

  /**
   * @param seed makes the same requests again
   * @param excused statuses from 500 that operations, by path, may answer with
   */
  constructor(
    readonly app: TestApp,
    private readonly seed: number,
    private readonly excused: (path: string) => readonly number[],
  ) {}

  async prepare(): Promise<void> {
    this.description = new ApiDescription((await this.app.get('/docs/openapi.json')).json);
    const passwordHash = await this.app.nest.get(Passwords).hash(PASSWORD);
    this.people = [
      await createUser(this.app, { username: 'somebody', passwordHash }),
      await createUser(this.app, { username: 'root', role: 'administrator', passwordHash }),
    ];
  }

  /** Calls every operation so many times. @returns whatever was not answered as described */
  async complaints(rounds: number): Promise<string[]> {
    const fuzz = new Fuzz(this.description, SENSIBLE, this.seed);
    const complaints: string[] = [];
    for (let round = 0; round < rounds; round += 1) {
      for (const operation of this.description.operations) {
        const callers = await this.callers();
        const requests = callers.map((headers) => fuzz.request(operation, headers));
        const found = await Promise.all(requests.map((each) => this.complaint(operation, each)));
        complaints.push(...found.filter((each) => each !== undefined));
      }
    }
    return complaints;
  }

  /** Headers of nobody, a user and an administrator, whose sign-ins no request has ended. */
  private async callers(): Promise<Record<string, string>[]> {
    const tokens = this.app.nest.get(Tokens);
    const users = await Promise.all(this.people.map((user) => reload(this.app, user)));
    return [{}, ...users.map((user) => ({ Authorization: `JWT ${tokens.issue(user)}` }))];
  }

  private async complaint(
    operation: ApiOperation,
    request: FuzzedRequest,
  ): Promise<string | undefined> {
    const { method, path, headers, body } = request;
    const answer = await rawRequest(this.app.url, method, path, { headers, body });
    const isFault = answer.status >= 500 && !this.excused(operation.path).includes(answer.status);
    const found = isFault
      ? `answers ${answer.status}`
      : this.description.complaint(operation, answer);
    if (found === undefined) return undefined;
    const { Authorization: token, ...shown } = headers;
    return [
      `${operation.verb} ${operation.path}: ${found}`,
      `sent ${method} ${path} ${JSON.stringify(shown)}${token ? ' signed in' : ''}`,
      `body ${body?.toString('latin1').slice(0, 300) ?? ''}`,
      `answer ${answer.text.slice(0, 300)}`,
    ].join('\n  ');
  }
}

/** Starts the shop before the tests and stops it after them. */
export function fuzzedShop(
  seed: number,
  excused: (path: string) => readonly number[],
  overrides: Record<string, string> = {},
): FuzzedShop {
  const settings = testSettings({
    THROTTLE_LOGIN: UNLIMITED,
    THROTTLE_UPLOAD: UNLIMITED,
    THROTTLE_LOOKUP: UNLIMITED,
    THROTTLE_CODES: UNLIMITED,
    THROTTLE_CAPTCHA: UNLIMITED,
    ...PROVIDERS,
    ...overrides,
  });
  const shop = new FuzzedShop(testApp(settings, { seed: seedCatalogue }), seed, excused);
  beforeAll(() => shop.prepare());
  return shop;
}
