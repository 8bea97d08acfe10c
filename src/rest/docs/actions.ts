import type { Type } from '@nestjs/common';
import { openApiSchema, type Schema } from '../serializers/input/index.js';
import { Serializer } from '../serializers/output/serializer.js';
import type { ActionOptions, DocumentedAnswer } from '../viewsets/action.js';
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
export function actionErrors({ errors = {} }: ActionOptions): object {
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

function errorResponse(status: string, { description, schema, example }: DocumentedAnswer): object {
  const usual = ERROR_RESPONSES[Number(status) as ErrorStatus] as UsualError | undefined;
  const body = { ...usual?.content['application/json'], ...(schema && { schema }) };
  return {
    ...usual,
    description,
    content: { 'application/json': { ...body, ...(example !== undefined && { example }) } },
  };
}

interface UsualError {
  readonly content: Readonly<Record<string, object>>;
}
