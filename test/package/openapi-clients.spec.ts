import { createClient } from '@hey-api/openapi-ts';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import openapiTypes, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { describeApi } from '../../src/docs/docs.js';
import { testApp } from '../support/app.js';
import { seedCatalogue } from '../support/catalogue.js';
import { testSettings } from '../support/settings.js';
import { freshMobile, lastSecret } from '../support/verifications.js';

const root = join(import.meta.dirname, '../..');
const start = promisify(execFile);

/** What both programs, written by somebody who knows the generated clients alone, tell. */
const SEEN = {
  listed: true,
  stranger: '身份认证信息未提供。',
  refused: ['请输入验证码'],
  registered: true,
  signedIn: true,
  cart: [1, 2],
  order: 'paying',
  payTime: null,
  uploaded: true,
};

describe('the description of the API, for those who generate from it', () => {
  const settings = testSettings({ THROTTLE_UPLOAD: '1000/minute' });
  const app = testApp(settings, { seed: seedCatalogue });
  const folder = mkdtempSync(join(tmpdir(), 'clients-'));
  let document: string;

  beforeAll(async () => {
    document = JSON.stringify(describeApi(app.nest, 'en'));
    const file = join(folder, 'openapi.json');
    writeFileSync(file, document);
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    const compilerOptions = {
      strict: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: true,
      target: 'es2022',
      module: 'nodenext',
      lib: ['es2022', 'dom', 'dom.iterable'],
      types: ['node'],
      outDir: 'out',
      rootDir: '.',
    };
    writeFileSync(
      join(folder, 'tsconfig.json'),
      JSON.stringify({ compilerOptions, include: ['**/*.ts'], exclude: ['out', 'node_modules'] }),
    );
    const types = await openapiTypes(document, {
      defaultNonNullable: false,
      // As openapi-typescript's own pages tell those who send files.
      transform: ({ format }) =>
        format === 'binary' ? ts.factory.createTypeReferenceNode('Blob') : undefined,
    });
    writeFileSync(join(folder, 'paths.ts'), astToString(types));
    await createClient({
      input: file,
      output: { path: join(folder, 'sdk'), tsConfigPath: join(folder, 'tsconfig.json') },
      plugins: ['@hey-api/client-fetch', '@hey-api/typescript', '@hey-api/sdk'],
      logs: { level: 'silent' },
    });
    writeFileSync(join(folder, 'with-fetch.ts'), WITH_OPENAPI_FETCH);
    writeFileSync(join(folder, 'with-sdk.ts'), WITH_SDK);
    await start(process.execPath, [join(root, 'node_modules/typescript/bin/tsc')], {
      cwd: folder,
    }).catch(({ stdout }) => {
      throw new Error(`the clients do not compile:\n${stdout}`);
    });
  }, 120_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('passes a linter', async () => {
    const config = await createConfig({
      extends: ['recommended'],
      // Django's URLs end with a slash, and some operations send browsers on.
      rules: { 'no-path-trailing-slash': 'off', 'operation-2xx-response': 'off' },
    });
    const problems = await lintFromString({ source: document, config });
    // No resource is called as what stands beside resources, and keys are numbers.
    const isAboutResources = ({ ruleId, message }: (typeof problems)[number]) =>
      ruleId === 'no-ambiguous-paths' && /paths: `\/admin\/api\//.test(message);
    const told = problems
      .filter((problem) => !isAboutResources(problem))
      .map(({ severity, ruleId, message, location }) =>
        [severity, ruleId, message, location[0]?.pointer].join(' '),
      );
    expect(told).toEqual([]);
  });

  /** Runs a compiled program against the shop as somebody new, who has been sent a code. */
  async function drive(program: string): Promise<unknown> {
    const mobile = freshMobile();
    await app.request('POST', '/code/', { body: { mobile } });
    const code = await lastSecret(settings, mobile);
    const env = { ...process.env, SHOP_URL: app.url, MOBILE: mobile, CODE: code };
    const { stdout } = await start(process.execPath, [join('out', program)], { cwd: folder, env });
    return JSON.parse(stdout);
  }

  it('makes types that openapi-fetch shops with', async () => {
    expect(await drive('with-fetch.js')).toEqual(SEEN);
  });

  it('makes a client that shops, with @hey-api/openapi-ts', async () => {
    expect(await drive('with-sdk.js')).toEqual(SEEN);
  });
});

const WITH_OPENAPI_FETCH = `
import createClient from 'openapi-fetch';
import type { paths } from './paths.js';

const { SHOP_URL: baseUrl = '', MOBILE: username = '', CODE: code = '' } = process.env;
const shop = createClient<paths>({ baseUrl });

const listed = await shop.GET('/goods/', { params: { query: { page_size: 1 } } });
const article = listed.data?.results[0];
const stranger = await shop.GET('/orders/');
const password = 'shop12345';
const refused = await shop.POST('/users/', { body: { username, password, code: '' } });
const registered = await shop.POST('/users/', { body: { username, password, code } });
const signedIn = await shop.POST('/login/', { body: { username, password } });
shop.use({
  onRequest({ request }) {
    request.headers.set('Authorization', \`Bearer \${signedIn.data?.token}\`);
  },
});
const goods = article?.id ?? 0;
await shop.POST('/shopcarts/', { body: { goods, nums: 2 } });
const cart = await shop.GET('/shopcarts/');
const order = await shop.POST('/orders/', {
  params: { header: { 'Idempotency-Key': crypto.randomUUID() } },
  body: { address: '文三路1号', signer_name: '爱丽丝', singer_mobile: username, post_script: '' },
});
const uploaded = await shop.POST('/messages/', {
  body: { message_type: 1, subject: 'Hello', message: 'A file', file: new Blob(['text']) },
  bodySerializer(body) {
    const form = new FormData();
    for (const [name, value] of Object.entries(body)) {
      form.append(name, value instanceof Blob ? value : String(value));
    }
    return form;
  },
});

const line = cart.data?.[0];
const { error } = refused;
const errors = error && !('detail' in error) && !('message' in error) ? error : {};
// Pages of the other family are answered with the number alone.
const placed = order.data && 'pay_status' in order.data ? order.data : undefined;
console.log(JSON.stringify({
  listed: typeof article?.shop_price === 'number',
  stranger: stranger.error?.detail,
  refused: errors.code,
  registered: registered.data?.id !== undefined,
  signedIn: signedIn.data !== undefined,
  cart: [line?.goods.id === goods ? 1 : 0, line?.nums],
  order: placed?.pay_status,
  payTime: placed?.pay_time,
  uploaded: uploaded.data?.file?.startsWith('http') ?? false,
}));
`;

const WITH_SDK = `
import { client } from './sdk/client.gen.js';
import {
  goodsList, loginCreate, messagesCreate, ordersCreate, ordersList, shopcartsCreate, shopcartsList, usersCreate,
} from './sdk/index.js';

const { SHOP_URL: baseUrl = '', MOBILE: username = '', CODE: code = '' } = process.env;
client.setConfig({ baseUrl });

const listed = await goodsList({ query: { page_size: 1 } });
const article = listed.data?.results[0];
const stranger = await ordersList();
const password = 'shop12345';
const refused = await usersCreate({ body: { username, password, code: '' } });
const registered = await usersCreate({ body: { username, password, code } });
const signedIn = await loginCreate({ body: { username, password } });
client.setConfig({ auth: () => signedIn.data?.token });
const goods = article?.id ?? 0;
await shopcartsCreate({ body: { goods, nums: 2 } });
const cart = await shopcartsList();
const order = await ordersCreate({
  headers: { 'Idempotency-Key': crypto.randomUUID() },
  body: { address: '文三路1号', signer_name: '爱丽丝', singer_mobile: username, post_script: '' },
});
const uploaded = await messagesCreate({
  body: { message_type: 1, subject: 'Hello', message: 'A file', file: new Blob(['text']) },
});

const line = cart.data?.[0];
const { error } = refused;
const errors = error && !('detail' in error) && !('message' in error) ? error : {};
// Pages of the other family are answered with the number alone.
const placed = order.data && 'pay_status' in order.data ? order.data : undefined;
console.log(JSON.stringify({
  listed: typeof article?.shop_price === 'number',
  stranger: stranger.error && 'detail' in stranger.error ? stranger.error.detail : undefined,
  refused: errors.code,
  registered: registered.data?.id !== undefined,
  signedIn: signedIn.data !== undefined,
  cart: [line?.goods.id === goods ? 1 : 0, line?.nums],
  order: placed?.pay_status,
  payTime: placed?.pay_time,
  uploaded: uploaded.data?.file?.startsWith('http') ?? false,
}));
`;
