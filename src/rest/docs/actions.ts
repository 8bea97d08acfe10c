import type { Type } from '@nestjs/common';
import { openApiSchema, type Schema } from '../serializers/input/index.js';
import { Serializer } from '../serializers/output/serializer.js';
import type { ActionOptions, DocumentedAnswer, DocumentedErrors } from '../viewsets/action.js';
import { ERROR_RESPONSES, type ErrorStatus } from './errors.js';

/** The parameters of a query string that a DTO takes. */
export function queryParameters(dto: Type<object>): object[] {
  const { properties, required = [] } = openApiSchema(dto) as {
    properties: Record<string, Schema>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    description,
    schema,
  }));
}

/** The successful answer of an action, under its status. */
export function actionAnswer({ answer, status }: ActionOptions, verb: string): object {
  return { [status ?? (verb === 'POST' ? 201 : 200)]: response(answer) };
}

/** The errors an action names, each in place of the usual one of that status. */
export function namedErrors(errors: DocumentedErrors = {}): object {
  return Object.fromEntries(
    Object.entries(errors).map(([status, answer]) => [status, errorResponse(status, answer)]),
  );
}

function response(answer: ActionOptions['answer']): object {
  if (!answer) return { description: 'OK.' };
  if (answer instanceof Serializer) {
    const schema = { $ref: `#/components/schemas/${answer.name}` };
    return { description: 'OK.', content: { 'application/json': { schema } } };
  }
  const { description, schema, example, contentType = 'application/json' } = answer;
  if (!schema) return { description };
  return {
    description,
    content: { [contentType]: { schema, ...(example !== undefined && { example }) } },
  };
}

function errorResponse(status: string, answer: DocumentedAnswer): object {
  const { description, example, schema = example === undefined ? {} : schemaOf(example) } = answer;
  const usual = ERROR_RESPONSES[Number(status) as ErrorStatus] as UsualError | undefined;
  const usualBody = usual?.content['application/json'];
  const body = {
    schema: usualBody ? { anyOf: [usualBody.schema, schema] } : schema,
    example: example ?? usualBody?.example,
  };
  return { ...usual, description, content: { 'application/json': body } };
}

interface UsualError {
  readonly content: Readonly<Record<string, { schema: Schema; example: unknown }>>;
}

/** A schema that the value meets, and others of its shape. */
function schemaOf(value: unknown): Schema {
  if (Array.isArray(value)) return { type: 'array', items: schemaOf(value[0]) };
  if (typeof value !== 'object' || value === null) return { type: typeof value };
  const entries = Object.entries(value).map(([name, inner]) => [name, schemaOf(inner)]);
  return {
    type: 'object',
    properties: Object.fromEntries(entries) as Schema,
    required: Object.keys(value),
  };
}
