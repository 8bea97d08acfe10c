import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { bilingual } from '../languages.js';
import {
  describeResources,
  type Message,
  Rest,
  ViewRegistry,
  type Language,
} from '../rest/index.js';

/**
 * Without the maker's bar; on a telephone the sentence of a chapter goes below its name, and the
 * column of links, of which there are none, makes room.
 */
const PAGE_STYLE = `
  .swagger-ui .topbar { display: none }
  @media (max-width: 640px) {
    .swagger-ui .opblock-tag { flex-wrap: wrap }
    .swagger-ui .opblock-tag small { flex-basis: 100%; order: 1; padding: 0 }
    .swagger-ui .opblock .opblock-summary-description { flex-basis: 100% }
    .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
    .swagger-ui .response-col_links { display: none }
  }
`;
/** What the page's module knows nothing of. */
const ASKED = z.object({ headers: z.object({ 'accept-language': z.string().optional() }) });
/** URL path of the page and the document. */
export const DOCS_PATH = '/docs/';

/** A description of a part of the API, on a page of its own. */
interface ApiDocument {
  /** What chapters name it by; undefined: the main one, of all chapters that name none. */
  readonly name?: string;
  readonly title: Message;
  readonly description: Message;
}

const MAIN: ApiDocument = {
  title: bilingual('Shop API', '商城 API'),
  description: bilingual(
    'A shop whose every answer is that of a Django REST framework service.',
    '一个商城，其所有回答与 Django REST framework 服务一致。',
  ),
};

/** Families of clients that speak another language than the rest of the API. */
const OTHERS: readonly (ApiDocument & { readonly name: string })[] = [
  {
    name: 'session',
    title: bilingual('Shop API for session pages', '商城 API（session 版页面）'),
    description: bilingual(
      'The same shop for pages that sign in by a session cookie and read `{code, errmsg, ...}`: code 0 is good. What changes something takes JSON from an origin of CORS_ORIGINS.',
      '同一商城，供以 session cookie 登录、读取 `{code, errmsg, ...}` 的页面使用：code 为 0 表示成功。写操作须以 JSON 提交，且来源在 CORS_ORIGINS 之列。',
    ),
  },
];

/**
 * Serves the API's description: a page at `/docs/`, the document at `/docs/openapi.json`, each in
 * the language of the request; and what is described apart likewise below, e.g. at `/docs/session/`.
 *
 * @param others names of further documents
 */
export function setUpDocs(app: NestFastifyApplication, others: readonly string[]): void {
  const documents = OTHERS.filter(({ name }) => others.includes(name));
  const pages = new Map<string, ApiDocument>(
    documents.map((document) => [`docs/${document.name}`, document]),
  );
  pages.set('docs', MAIN);
  // The page names its files relative to its folder.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (pages.has(request.url.slice(1))) {
        reply.redirect(`${request.url}/`, 301);
        return;
      }
      if (request.url.startsWith(DOCS_PATH)) reply.header('Vary', 'Accept-Language');
      done();
    });
  for (const [path, document] of pages) setUpPage(app, path, document);
}

function setUpPage(app: NestFastifyApplication, path: string, shown: ApiDocument): void {
  const documents = new Map<Language, OpenAPIObject>();
  const { languages } = app.get(Rest);
  const inLanguage = (language: Language): OpenAPIObject => {
    let document = documents.get(language);
    if (!document) documents.set(language, (document = describe(app, shown, language)));
    return document;
  };
  SwaggerModule.setup(path, app, () => inLanguage(languages.preferred), {
    jsonDocumentUrl: `${path}/openapi.json`,
    raw: ['json'],
    customSiteTitle: shown.title.in('en'),
    customCss: PAGE_STYLE,
    patchDocumentOnRequest: (request) =>
      inLanguage(languages.of(ASKED.parse(request).headers['accept-language'])),
    swaggerOptions: {
      persistAuthorization: true,
      tryItOutEnabled: true,
      docExpansion: 'none',
      filter: true,
    },
  });
}

/**
 * An OpenAPI 3.1 document of the API.
 *
 * @param name of the document; undefined: the main one
 */
export function describeApi(
  app: INestApplicationContext,
  language: Language = app.get(Rest).languages.preferred,
  name?: string,
): OpenAPIObject {
  const shown = OTHERS.find((document) => document.name === name) ?? MAIN;
  return describe(app, shown, language);
}

function describe(
  app: INestApplicationContext,
  { name, title, description }: ApiDocument,
  language: Language,
): OpenAPIObject {
  const document = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(title.in(language))
    .setDescription(description.in(language))
    .setVersion('1.0')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/')
    .build();
  const options = { language, document: name };
  return describeResources(document, app.get(ViewRegistry), app.get(Rest), options);
}
