import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { Settings } from './config/settings.js';
import { describeResources, Rest, ViewRegistry } from './rest/index.js';

/** Serves the API's description: a page at `/docs/`, the document at `/docs/openapi.json`. */
export function setUpDocs(app: NestFastifyApplication): void {
  let document: OpenAPIObject | undefined;
  // The page names its files relative to its folder.
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (request, reply, done) => {
      if (request.url === '/docs') reply.redirect('/docs/', 301);
      else done();
    });
  SwaggerModule.setup('docs', app, () => (document ??= describeApi(app)), {
    jsonDocumentUrl: 'docs/openapi.json',
    raw: ['json'],
    customSiteTitle: 'Shop API',
    swaggerOptions: { persistAuthorization: true, tryItOutEnabled: true },
  });
}

/** The OpenAPI 3.1 document of the whole API. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const config = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Shop API')
    .setDescription('A shop whose every answer is that of a Django REST framework service.')
    .setVersion('1.0')
    .addServer('/')
    .addSecurity('jwt', {
      type: 'apiKey',
      in: 'header',
      name: 'Authorization',
      description: app
        .get(Settings)
        .jwtSchemes.map((scheme) => `\`${scheme} <token>\``)
        .join(' or '),
    })
    .build();
  const document = SwaggerModule.createDocument(app, config);
  return describeResources(document, app.get(ViewRegistry).all(), app.get(Rest));
}
