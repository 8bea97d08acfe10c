import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import ajvFormats from 'ajv-formats';
import { beforeAll, describe, expect, it } from 'vitest';
import { GROUPS } from '../../src/docs/groups.js';
import { testApp, type Answer } from '../support/app.js';
import { seedCatalogue } from '../support/catalogue.js';
import { testSettings } from '../support/settings.js';

interface Documented {
  readonly content?: Record<string, { schema: object; example?: unknown }>;
  readonly headers?: Record<string, unknown>;
}

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: string[];
  readonly deprecated?: boolean;
  readonly security: object[];
  readonly parameters: { name: string; in: string; schema: object }[];
  readonly responses: Record<string, Documented>;
}

type Paths = Record<string, Record<string, Operation>>;

const HAN = /\p{Script=Han}/u;

/** Routes that are no part of the API: probes, files, pages to sign in, the description itself. */
const UNDOCUMENTED =
  /^\/(healthz|readyz|docs(\/.*)?|media\/\*|browsable\/.*|api-auth\/log(in|out))$|^\*$|^$/;

describe('the description of the API', () => {
  const app = testApp(testSettings(), { seed: seedCatalogue });
  let document: {
    openapi: string;
    tags: { name: string; description?: string }[];
    paths: Paths;
    components: { schemas: Record<string, object> };
  };
  let ajv: Ajv2020;
  const operations = () =>
    Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([verb, operation]) => ({ path, verb, operation })),
    );
  const reads = () => operations().filter(({ verb }) => verb === 'get');

  beforeAll(async () => {
    document = (await app.get('/docs/openapi.json')).json;
    ajv = new Ajv2020({ strict: false, allErrors: true });
    ajvFormats.default(ajv);
    // Whatever is not described is a mistake here, although clients should tolerate it.
    ajv.addSchema({ ...(closed(document) as object), $id: 'api' });
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

  it('names every operation once, with a summary, a tag, security and its answers', () => {
    const all = operations();
    const ids = all.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeGreaterThan(10);
    for (const { path, operation } of all) {
      expect([path, operation.summary.length > 0]).toEqual([path, true]);
      expect(operation.tags).toHaveLength(1);
      expect(operation.security).toEqual(expect.any(Array));
      expect(Object.keys(operation.responses).length).toBeGreaterThan(1);
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      const parameters = operation.parameters.filter(({ in: where }) => where === 'path');
      expect(parameters.map(({ name }) => name)).toEqual(placeholders);
    }
  });

  describe('has chapters:', () => {
    it('every viewset is in one of them: name it by `group`, see src/docs/groups.ts', () => {
      const known = new Set<string>(Object.values(GROUPS).map(({ name }) => name));
      const strays = operations()
        .filter(({ operation }) => !known.has(operation.tags[0]!))
        .map(({ path, operation }) => `${path} is in "${operation.tags[0]}"`);
      expect(strays).toEqual([]);
    });

    it('they are told in their order, each with a sentence', () => {
      const used = new Set(operations().flatMap(({ operation }) => operation.tags));
      const inOrder: string[] = Object.values(GROUPS).map(({ name }) => name);
      expect(document.tags.map(({ name }) => name)).toEqual(
        inOrder.filter((each) => used.has(each)),
      );
      expect(document.tags.filter(({ description }) => !description)).toEqual([]);
    });

    it('every operation says what it is for in both languages: see `summaries` and `@Action`', async () => {
      const inEnglish = (await app.get('/docs/openapi.json', { 'Accept-Language': 'en' })).json;
      const half: string[] = [];
      for (const { path, verb, operation } of operations()) {
        const { summary } = (inEnglish.paths as Paths)[path]![verb]!;
        const isTold = HAN.test(operation.summary) && !HAN.test(summary);
        if (!isTold) half.push(`${verb} ${path}: ${operation.summary} / ${summary}`);
      }
      expect(half).toEqual([]);
    });
  });

  it('calls older names of a resource deprecated', () => {
    const old = operations().filter(({ operation }) => operation.deprecated);
    const paths = new Set(old.map(({ path }) => path.split('/')[1]));
    expect([...paths].sort()).toEqual(['api-token-auth', 'carts', 'categorys']);
  });

  it('describes every query parameter of goods', () => {
    const { parameters } = document.paths['/goods/']!.get!;
    const names = parameters.filter(({ in: where }) => where === 'query').map(({ name }) => name);
    expect(names.sort().join(' ')).toBe(
      'is_hot is_new max_price min_price name ordering page page_size pricemax pricemin search top_category top_click_num',
    );
  });

  /** Checks that an answer is one of those the operation is said to have. */
  function expectDescribed(path: string, verb: string, answer: Answer): void {
    const { operation } = operations().find((each) => each.path === path && each.verb === verb)!;
    const documented = operation.responses[answer.status];
    expect([path, answer.status, documented !== undefined]).toEqual([path, answer.status, true]);
    const [type] = Object.keys(documented!.content ?? {});
    if (type === undefined) {
      expect([path, answer.status, answer.text]).toEqual([path, answer.status, '']);
      return;
    }
    expect(answer.headers.get('content-type')).toBe(type);
    const pointer = ['paths', path, verb, 'responses', answer.status, 'content', type, 'schema'];
    const validate = validator(pointer.map(String));
    const body: unknown = type === 'application/json' ? answer.json : answer.text;
    expect([path, answer.status, validate(body), validate.errors]).toEqual([
      path,
      answer.status,
      true,
      null,
    ]);
  }

  function validator(pointer: string[]): ValidateFunction {
    const escaped = pointer.map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'));
    return ajv.compile({ $ref: `api#/${escaped.map(encodeURIComponent).join('/')}` });
  }

  const example = (path: string, key = '1') => path.replaceAll(/\{\w+\}/g, key);

  it('tells the truth about what every resource answers', async () => {
    for (const { path, operation } of reads()) {
      const answer = await app.get(example(path));
      if (operation.security.length === 0 && !path.includes('{')) {
        expect([path, answer.status < 500]).toEqual([path, true]);
      }
      expectDescribed(path, 'get', answer);
    }
  });

  it('tells the truth about the catalogue in particular', async () => {
    for (const path of ['/goods/', '/goods/{pk}/', '/categories/', '/indexgoods/']) {
      const answer = await app.get(example(path));
      expect(answer.status).toBe(200);
      expectDescribed(path, 'get', answer);
    }
  });

  it('tells the truth about what is not there', async () => {
    for (const { path } of reads().filter(({ path: each }) => each.includes('{'))) {
      expectDescribed(path, 'get', await app.get(example(path, '999999')));
    }
  });

  it('tells the truth about errors, examples included', async () => {
    const errors: [path: string, url: string, headers: Record<string, string>, status: number][] = [
      ['/goods/', '/goods/?pricemin=abc', {}, 400],
      ['/goods/', '/goods/?page=99', {}, 404],
      ['/goods/{pk}/', '/goods/999/', {}, 404],
      ...reads().map(({ path }): (typeof errors)[number] => [
        path,
        example(path),
        { Accept: 'application/xml' },
        406,
      ]),
    ];
    for (const [path, url, headers, status] of errors) {
      const answer = await app.get(url, headers);
      expect([url, answer.status]).toEqual([url, status]);
      expectDescribed(path, 'get', answer);
    }
    const { responses } = document.paths['/goods/{pk}/']!.get!;
    for (const [status, url, headers] of [
      [404, '/goods/999/', {}],
      [406, '/goods/1/', { Accept: 'application/xml' }],
    ] as const) {
      const described = responses[status]!.content!['application/json']!.example;
      expect((await app.get(url, headers)).json).toEqual(described);
    }
  });

  it('has examples that are what it describes', () => {
    for (const { path, verb, operation } of operations()) {
      for (const [status, { content = {} }] of Object.entries(operation.responses)) {
        for (const [type, { example: shown }] of Object.entries(content)) {
          if (shown === undefined) continue;
          const pointer = ['paths', path, verb, 'responses', status, 'content', type, 'schema'];
          expect([path, status, validator(pointer)(shown)]).toEqual([path, status, true]);
        }
      }
    }
  });

  describe('is complete:', () => {
    it('every route is described, but for a short list', () => {
      const described = Object.keys(document.paths).map((path) =>
        path.replace(/\/$/, '').replaceAll(/\{(\w+)\}/g, ':$1'),
      );
      const routes = routesOf(app.nest.getHttpAdapter().getInstance().printRoutes());
      const paths = routes.map((path) => path.replace(/\/$/, ''));
      expect(paths.length).toBeGreaterThan(20);
      const missing = paths.filter((path) => !described.includes(path) && !UNDOCUMENTED.test(path));
      expect(missing).toEqual([]);
      expect(described.filter((path) => !paths.includes(path))).toEqual([]);
    });

    it('every verb that a resource serves is described, and no other', async () => {
      for (const [path, item] of Object.entries(document.paths)) {
        const { headers } = await app.request('OPTIONS', example(path));
        const served = headers.get('allow')!.split(', ');
        const described = Object.keys(item).map((verb) => verb.toUpperCase());
        expect([path, described.sort()]).toEqual([
          path,
          served.filter((verb) => !['HEAD', 'OPTIONS'].includes(verb)).sort(),
        ]);
      }
    });
  });
});

/** The schema with objects that have nothing but the properties named. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  const copy = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [key, key === 'example' ? value : closed(value)]),
  );
  if (copy.type === 'object' && copy.properties) copy.additionalProperties ??= false;
  return copy;
}

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
