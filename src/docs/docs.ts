import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { z } from 'zod';
import { bilingual } from '../languages.js';
import { describeResources, Rest, ViewRegistry, type Language } from '../rest/index.js';
import { GROUPS } from './groups.js';

/** Without the maker's bar; on a telephone the sentence of a chapter goes below its name. */
const PAGE_STYLE = `
  .swagger-ui .topbar { display: none }
  @media (max-width: 640px) {
    .swagger-ui .opblock-tag { flex-wrap: wrap }
    .swagger-ui .opblock-tag small { flex-basis: 100%; order: 1; padding: 0 }
    .swagger-ui .opblock .opblock-summary-description { flex-basis: 100% }
    .swagger-ui .opblock .opblock-summary { flex-wrap: wrap }
  }
`;
/** What the page's module knows nothing of. */
const ASKED = z.object({ headers: z.object({ 'accept-language': z.string().optional() }) });
/** URL path of the page and the document. */
export const DOCS_PATH = '/docs/';
const TITLE = bilingual('Shop API', '商城 API');
const DESCRIPTION = bilingual(
  'A shop whose every answer is that of a Django REST framework service.',
  '一个商城，其所有回答与 Django REST framework 服务一致。',
);

/**
 * Serves the API's description: a page at `/docs/`, the document at `/docs/openapi.json`, each in
 * the language of the request.
 */
export function setUpDocs(app: NestFastifyApplication): void {
  const documents = new Map<Language, OpenAPIObject>();
  const { languages } = app.get(Rest);
  const inLanguage = (language: Language): OpenAPIObject => {
    let document = documents.get(language);
    if (!document) documents.set(language, (document = describeApi(app, language)));
    return document;
  };
  // The page names its files relative to its folder.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (request.url === '/docs') {
        reply.redirect(DOCS_PATH, 301);
        return;
      }
      if (request.url.startsWith(DOCS_PATH)) reply.header('Vary', 'Accept-Language');
      done();
    });
  SwaggerModule.setup('docs', app, () => inLanguage(languages.preferred), {
    jsonDocumentUrl: 'docs/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Shop API',
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

/** The OpenAPI 3.1 document of the whole API. */
export function describeApi(app: INestApplicationContext, language?: Language): OpenAPIObject {
  const rest = app.get(Rest);
  const { preferred } = rest.languages;
  const document = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(TITLE.in(language ?? preferred))
    .setDescription(DESCRIPTION.in(language ?? preferred))
    .setVersion('1.0')
    .setLicense('MIT', 'https://spdx.org/licenses/MIT.html')
    .addServer('/')
    .build();
  const groups = Object.values(GROUPS);
  return describeResources(document, app.get(ViewRegistry), rest, { groups, language });
}
