import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/docs/groups.js';
import { ApiDescription } from '../support/api-description.js';
import { testApp, type Answer } from '../support/app.js';
import { seedCatalogue } from '../support/catalogue.js';
import { testSettings } from '../support/settings.js';

const HAN = /\p{Script=Han}/u;

/** Routes that are no part of the API: the root, probes, files, pages and the description itself. */
const UNDOCUMENTED =
  /^\/(healthz|readyz|admin(\/(assets\/)?\*)?|docs(\/.*)?|browsable\/.*|api-auth\/log(in|out)|media\/\*)$|^\*$|^$/;

interface Document extends Record<string, unknown> {
  readonly openapi: string;
  readonly tags: readonly { name: string; description?: string }[];
  readonly components: {
    schemas: Record<string, any>;
    securitySchemes: Record<string, { type: string; scheme?: string }>;
  };
}

describe('the description of the API', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let document: Document;
  let api: ApiDescription;
  let inEnglish: ApiDescription;
  const reads = () => api.operations.filter(({ verb }) => verb === 'GET');
  const operation = (verb: string, path: string) => api.find(verb, path)!;

  beforeAll(async () => {
    document = (await app.get('/docs/openapi.json')).json;
    api = new ApiDescription(document);
    const english = await app.get('/docs/openapi.json', { 'Accept-Language': 'en' });
    inEnglish = new ApiDescription(english.json);
  });

  describe('as a page', () => {
    it('is at /docs/ with everything it needs', async () => {
      const page = await app.get('/docs/');
      expect(page.status).toBe(200);
      expect(page.headers.get('content-type')).toMatch(/^text\/html/);
      const assets = [...page.text.matchAll(/(?:href|src)="\.\/([^"]+)"/g)].map(
        ([, name]) => name!,
      );
      expect(assets).toEqual(expect.arrayContaining(['swagger-ui.css', 'swagger-ui-bundle.js']));
      for (const asset of assets) {
        const { status, text } = await app.get(`/docs/${asset}`);
        expect([asset, status]).toEqual([asset, 200]);
        expect(text.length).toBeGreaterThan(100);
      }
      expect((await app.get('/docs/swagger-ui.css')).headers.get('content-type')).toMatch(/css/);
    });

    it('is found without the last slash', async () => {
      const { status, headers } = await app.get('/docs');
      expect([status, headers.get('location')]).toEqual([301, '/docs/']);
    });
  });

  it('is a valid OpenAPI 3.1 document', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.openapi).toMatch(/^3\.1\./);
  });

  it('names its operations for good: clients call their functions after them', async () => {
    const ids = api.operations.map(
      ({ verb, path, operationId }) => `${operationId}: ${verb} ${path}`,
    );
    await expect(`${ids.sort().join('\n')}\n`).toMatchFileSnapshot('./operations.reviewed.txt');
  });

  it('names every operation once, with a summary, one group, and parameters as in its path', () => {
    const ids = api.operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(id))).toEqual([]);
    for (const { path, summary, tags, parameters, security, responses } of api.operations) {
      expect([path, summary.length > 0]).toEqual([path, true]);
      expect(tags).toHaveLength(1);
      expect(security).toEqual(expect.any(Array));
      expect(Object.keys(responses).length).toBeGreaterThan(1);
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const inPath = parameters.filter(({ in: where }) => where === 'path');
      expect(inPath.map(({ name }) => name)).toEqual(placeholders);
    }
  });

  describe('has chapters:', () => {
    it('they are told in their order, each with a sentence', () => {
      const used = new Set(api.operations.flatMap(({ tags }) => tags));
      const inOrder: string[] = Object.values(GROUPS).map(({ name }) => name);
      expect(document.tags.map(({ name }) => name)).toEqual(inOrder.filter((one) => used.has(one)));
      expect(document.tags.filter(({ description }) => !description)).toEqual([]);
    });

    it('every operation says what it is for in both languages: see `summaries` and `@Action`', () => {
      const half = api.operations.flatMap(({ verb, path, summary }) => {
        const english = inEnglish.find(verb, path)!.summary;
        const isTold = HAN.test(summary) && !HAN.test(english);
        return isTold ? [] : [`${verb} ${path}: ${summary} / ${english}`];
      });
      expect(half).toEqual([]);
    });
  });

  it('calls older names of a resource deprecated', () => {
    const old = api.operations.filter(({ isDeprecated }) => isDeprecated);
    const paths = new Set(old.map(({ path }) => path.split('/')[1]));
    expect([...paths].sort()).toEqual(['api-token-auth', 'carts', 'categorys']);
  });

  it('describes every query parameter of goods', () => {
    const { parameters } = operation('GET', '/goods/');
    const names = parameters.filter(({ in: where }) => where === 'query').map(({ name }) => name);
    expect(names.sort().join(' ')).toBe(
      'is_hot is_new max_price min_price name ordering page page_size pricemax pricemin search top_category top_click_num',
    );
  });

  it('says each schema once, under the name of what it is', () => {
    const { schemas } = document.components;
    expect(Object.keys(schemas)).toEqual(
      expect.arrayContaining([
        'Address',
        'AddressRequest',
        'FieldErrors',
        'Goods',
        'PaginatedGoodsList',
        'PatchedAddressRequest',
        'PayStatusEnum',
      ]),
    );
    expect(schemas.PayStatusEnum.enum).toContain('paying');
    expect(schemas.PayStatusEnum.description).toContain('`paying` - 待支付');
    expect(schemas.FieldErrors.additionalProperties).toEqual({
      type: 'array',
      items: { type: 'string' },
    });
    expect(schemas.Order.properties.pay_time.type).toEqual(['string', 'null']);
  });

  it('has one media type per body, a multipart form where there is a file', () => {
    const bodies = api.operations.filter(({ mediaTypes }) => mediaTypes.length > 0);
    expect(bodies.filter(({ mediaTypes }) => mediaTypes.length > 1)).toEqual([]);
    const forms = bodies.filter(({ mediaTypes }) => mediaTypes[0] === 'multipart/form-data');
    expect(forms.map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(['messages_create', 'users_update', 'users_partial_update']),
    );
    expect(document.components.schemas.MessageRequest.properties.file).toMatchObject({
      type: 'string',
      format: 'binary',
    });
  });

  it('declares inputs beside bodies and lists', () => {
    const named = (verb: string, path: string) =>
      operation(verb, path).parameters.map(({ name }) => name);
    expect(operation('DELETE', '/cart/').body).toBeDefined();
    expect(named('GET', '/oauth/qq/authorization/')).toContain('next');
    expect(named('GET', '/oauth/qq/user/')).toContain('code');
    expect(named('GET', '/complete/qq/')).toEqual(expect.arrayContaining(['code', 'state']));
    expect(named('GET', '/alipay/return/')).toEqual(expect.arrayContaining(['sign', 'trade_no']));
    expect(named('PUT', '/payment/status/')).toEqual(expect.arrayContaining(['sign', 'trade_no']));
    expect(named('POST', '/orders/')).toContain('Idempotency-Key');
    expect(named('GET', '/goods/')).toContain('If-None-Match');
  });

  it('tells keys in paths by name and type', () => {
    const key = (path: string) => {
      const found = operation('GET', path).parameters.find(({ in: where }) => where === 'path')!;
      return [found.name, found.schema.type];
    };
    expect(key('/goods/1/')).toEqual(['id', 'integer']);
    expect(key('/shopcarts/1/')).toEqual(['goods_id', 'integer']);
    expect(key('/orders/1/payment/')).toEqual(['order_sn', 'string']);
  });

  it('says who may call, and that strangers have a cart as well', () => {
    expect(document.components.securitySchemes.jwt).toMatchObject({
      type: 'http',
      scheme: 'bearer',
    });
    expect(operation('GET', '/goods/').security).toEqual([]);
    expect(operation('GET', '/orders/').security).toEqual([{ jwt: [] }, { session: [] }]);
    expect(operation('GET', '/cart/').security).toEqual([{}, { jwt: [] }, { session: [] }]);
  });

  const example = (path: string, key = '1') => path.replaceAll(/\{\w+\}/g, key);

  function expectDescribed(path: string, answer: Answer): void {
    const found = api.operations.find((each) => each.path === path && each.verb === 'GET')!;
    expect([path, answer.status, api.complaint(found, answer)]).toEqual([
      path,
      answer.status,
      undefined,
    ]);
  }

  it('tells the truth about what every resource answers', async () => {
    for (const { path, security } of reads()) {
      const answer = await app.get(example(path));
      if (security.length === 0 && !path.includes('{')) {
        expect([path, answer.status < 500]).toEqual([path, true]);
      }
      expectDescribed(path, answer);
      expectDescribed(path, await app.get(example(path, '999999')));
      const refused = await app.get(example(path), { Accept: 'application/xml' });
      expect([path, refused.status]).toEqual([path, 406]);
      expectDescribed(path, refused);
    }
  });

  it('tells the truth about the catalogue in particular', async () => {
    for (const path of ['/goods/', '/goods/{id}/', '/categories/', '/indexgoods/']) {
      const answer = await app.get(example(path));
      expect(answer.status).toBe(200);
      expectDescribed(path, answer);
    }
  });

  it.each([
    [404, '/goods/999/', {}],
    [404, '/goods/?page=99', {}],
    [406, '/goods/1/', { Accept: 'application/xml' }],
    [401, '/orders/', {}],
  ] as const)('shows the %i of %s as it is', async (status, url, headers) => {
    const answer = await app.get(url, headers);
    const { content } = operation('GET', url).responses[status]!;
    expect([answer.status, answer.json]).toEqual([status, content!['application/json']!.example]);
  });

  it('has examples that are what it describes', () => {
    for (const { path, verb, responses } of api.operations) {
      for (const [status, { content = {} }] of Object.entries(responses)) {
        for (const { schema, example: shown } of Object.values(content)) {
          const wrong = shown === undefined ? undefined : api.wrong(schema, shown);
          expect([verb, path, status, wrong]).toEqual([verb, path, status, undefined]);
        }
      }
    }
  });

  describe('is complete:', () => {
    const nameless = (path: string) => path.replace(/\/$/, '').replaceAll(/\{\w+\}|:[\w|:]+/g, ':');

    it('every route is described, but for a short list', async () => {
      const apart = new ApiDescription((await app.get('/docs/session/openapi.json')).json);
      const operations = [...api.operations, ...apart.operations];
      const described = new Set(operations.map(({ path }) => nameless(path)));
      const routes = routesOf(app.nest.getHttpAdapter().getInstance().printRoutes());
      const paths = new Set(routes.map(nameless));
      expect(paths.size).toBeGreaterThan(20);
      const missing = [...paths].filter((path) => !described.has(path) && !UNDOCUMENTED.test(path));
      expect(missing).toEqual([]);
      expect([...described].filter((path) => !paths.has(path))).toEqual([]);
    });

    it('every verb that a resource serves is described, and no other', async () => {
      for (const path of new Set(api.operations.map((each) => each.path))) {
        const { headers } = await app.request('OPTIONS', example(path));
        const served = headers.get('allow')!.split(', ');
        const described = api.operations.filter((each) => each.path === path);
        expect([path, described.map(({ verb }) => verb).sort()]).toEqual([
          path,
          served.filter((verb) => !['HEAD', 'OPTIONS'].includes(verb)).sort(),
        ]);
      }
    });
  });
});

/** The paths in Fastify's drawing of its tree of routes. */
function routesOf(drawing: string): string[] {
  const stack: string[] = [];
  const paths: string[] = [];
  for (const line of drawing.split('\n')) {
    const found = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line);
    if (!found) continue;
    const [, indent = '', label = '', verbs] = found;
    const depth = indent.length / 4;
    const parent = depth === 0 ? '' : stack[depth - 1]!;
    stack[depth] = parent + (label === '(empty root node)' ? '' : label);
    if (verbs) paths.push(stack[depth]!);
  }
  return paths;
}
