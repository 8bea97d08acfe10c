import type { Type } from '@nestjs/common';
import { message } from '../i18n/messages.js';
import { openApiSchema, type Schema } from '../serializers/input/index.js';
import { columnSchema } from '../serializers/output/schema.js';
import type { ActionOptions } from '../viewsets/action.js';
import { entityOf, type ViewDefinition } from '../viewsets/definition.js';
import type { Components } from './components.js';

/** What the key of an object is called in routes. */
const KEY = 'pk';

/** A route's path as OpenAPI writes it: `goods/:pk` is `/goods/{id}/`. */
export function templatePath(view: ViewDefinition, path: string): string {
  const template = path.replaceAll(/:(\w+)/g, (_, name: string) => `{${nameOf(view, name)}}`);
  return template === '' ? '/' : `/${template}/`;
}

/** The parameters in a path, the key of an object by the name and type of its column. */
export function pathParameters(
  view: ViewDefinition,
  path: string,
  own: ActionOptions | undefined,
): object[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name = '']) => ({
    name: nameOf(view, name),
    in: 'path',
    required: true,
    schema: own?.params?.[name] ?? (name === KEY ? keySchema(view) : { type: 'string' }),
  }));
}

/** `goodsId` -> `goods_id` */
function nameOf({ options }: ViewDefinition, name: string): string {
  if (name !== KEY) return name;
  return (options.lookupField ?? 'id').replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function keySchema(view: ViewDefinition): Schema {
  const entity = entityOf(view);
  return entity ? columnSchema(entity, view.options.lookupField ?? 'id') : { type: 'integer' };
}

/** The parameters of a query string that a DTO takes. */
export function queryParameters(components: Components, dto: Type<object>): object[] {
  const { properties, required = [] } = openApiSchema(dto, {
    wording: components.wording,
  }) as { properties: Record<string, Schema>; required?: string[] };
  return Object.entries(properties).map(([name, { description, title, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description: description ?? title,
    schema: components.schema(schema),
  }));
}

/** What the pagination and the filters of a list read. */
export function listParameters(components: Components, { options }: ViewDefinition): object[] {
  return [
    ...(options.pagination?.parameters() ?? []),
    ...(options.filters ?? []).flatMap((filter) => filter.parameters()),
  ].map(({ name, description, schema }) => ({
    name,
    in: 'query',
    required: false,
    description: components.text(description),
    schema: components.schema(schema),
  }));
}

/** Refers to the header by which clients choose the language of messages. */
export function languageHeader(components: Components): object {
  return header(components, 'AcceptLanguage', {
    name: 'Accept-Language',
    description: components.text(
      message({
        en: 'The language of messages, as far as they are translated.',
        'zh-hans': '消息所用的语言。',
      }),
    ),
    schema: { type: 'string', examples: ['zh-CN', 'en'] },
  });
}

/** Refers to the header by which a request repeated does nothing twice. */
export function idempotencyHeader(components: Components): object {
  return header(components, 'IdempotencyKey', {
    name: 'Idempotency-Key',
    description: components.text(
      message({
        en: 'Made up by the client. A request repeated with it does nothing twice.',
        'zh-hans': '由客户端生成；携带同一值的重复请求只执行一次。',
      }),
    ),
    schema: { type: 'string', examples: ['8e03978e-40d5-43dd-bc93-6894a57f9324'] },
  });
}

/** Refers to the header by which clients name the copy they have. */
export function copyHeader(components: Components): object {
  return header(components, 'IfNoneMatch', {
    name: 'If-None-Match',
    description: components.text(
      message({
        en: 'The `ETag` of the copy the client has; if it is current, the answer is 304.',
        'zh-hans': '客户端已有副本的 `ETag`；若仍有效则回答 304。',
      }),
    ),
    schema: { type: 'string' },
  });
}

function header(components: Components, name: string, parameter: Record<string, unknown>): object {
  return components.add('parameters', name, { ...parameter, in: 'header', required: false });
}
