import { beforeAll } from 'vitest';
import { Passwords } from '../../src/users/passwords/passwords.js';
import { Tokens } from '../../src/users/tokens/tokens.js';
import type { User } from '../../src/users/entities/index.js';
import { ApiDescription, type ApiOperation } from './api-description.js';
import { testApp, type TestApp } from './app.js';
import { GOODS_COUNT, seedCatalogue } from './catalogue.js';
import { Fuzz, type FuzzedRequest, type Sensible } from './fuzz.js';
import { rawRequest } from './http.js';
import { bySession } from './session-cookie.js';
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
  resource: ['goods', 'brands', 'categories', 'banners', 'hot-words'],
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

/** The descriptions of the API, and how callers of what each describes are known. */
const DOCUMENTS = [
  { path: '/docs/openapi.json', knownBy: byToken },
  { path: '/docs/session/openapi.json', knownBy: bySession },
];

async function byToken(app: TestApp, user: User): Promise<Record<string, string>> {
  return { Authorization: `JWT ${app.nest.get(Tokens).issue(user)}` };
}

/** A shop, all of whose operations are called by everybody who might call them. */
export class FuzzedShop {
  private described!: { description: ApiDescription; knownBy: typeof bySession }[];
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
    this.described = await Promise.all(
      DOCUMENTS.map(async ({ path, knownBy }) => {
        const { json } = await this.app.get(path);
        return { description: new ApiDescription(json), knownBy };
      }),
    );
    const passwordHash = await this.app.nest.get(Passwords).hash(PASSWORD);
    this.people = [
      await createUser(this.app, { username: 'somebody', passwordHash }),
      await createUser(this.app, { username: 'root', role: 'administrator', passwordHash }),
    ];
  }

  /** Calls every operation so many times. @returns whatever was not answered as described */
  async complaints(rounds: number): Promise<string[]> {
    const complaints: string[] = [];
    for (const { description, knownBy } of this.described) {
      const fuzz = new Fuzz(description, SENSIBLE, this.seed);
      for (let round = 0; round < rounds; round += 1) {
        for (const operation of description.operations) {
          const callers = await this.callers(knownBy);
          const requests = callers.map((headers) => fuzz.request(operation, headers));
          const found = await Promise.all(
            requests.map((each) => this.complaint(description, operation, each)),
          );
          complaints.push(...found.filter((each) => each !== undefined));
        }
      }
    }
    return complaints;
  }

  /** Headers of nobody, a user and an administrator, whose sign-ins no request has ended. */
  private async callers(knownBy: typeof bySession): Promise<Record<string, string>[]> {
    const users = await Promise.all(this.people.map((user) => reload(this.app, user)));
    return [{}, ...(await Promise.all(users.map((user) => knownBy(this.app, user))))];
  }

  private async complaint(
    description: ApiDescription,
    operation: ApiOperation,
    request: FuzzedRequest,
  ): Promise<string | undefined> {
    const { method, path, headers, body } = request;
    const answer = await rawRequest(this.app.url, method, path, { headers, body });
    const isFault = answer.status >= 500 && !this.excused(operation.path).includes(answer.status);
    const found = isFault ? `answers ${answer.status}` : description.complaint(operation, answer);
    if (found === undefined) return undefined;
    const { Authorization: token, Cookie: session, ...shown } = headers;
    return [
      `${operation.verb} ${operation.path}: ${found}`,
      `sent ${method} ${path} ${JSON.stringify(shown)}${token || session ? ' signed in' : ''}`,
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
