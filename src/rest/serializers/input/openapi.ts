import { renderText, type Language } from '../../i18n/messages.js';
import type { DeclaredField, Schema } from './fields/field.js';
import { FileInput } from './fields/file.js';
import { HiddenInput } from './fields/hidden.js';
import { labelOf } from './metadata.js';
import { shapeOf } from './registry.js';

/**
 * JSON schema (OpenAPI 3.1) of the body that `validate` takes for a DTO.
 *
 * @param options.partial the schema of a PATCH, where nothing is required
 */
export function openApiSchema(
  dto: object,
  options: { partial?: boolean; language?: Language } = {},
): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [name, field] of shapeOf(dto).fields) {
    if (!field.isWritable || field instanceof HiddenInput) continue;
    properties[name] = property(name, field, options.language ?? 'en');
    if (field.required && !options.partial) required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** Whether a body with files is needed, so that the form is multipart. */
export function takesFiles(dto: object): boolean {
  return [...shapeOf(dto).fields.values()].some((field) => field instanceof FileInput);
}

function property(name: string, field: DeclaredField, language: Language): Schema {
  const { helpText, example, allowNull, writeOnly, default: value } = field.options;
  const schema = field.schema();
  const label = labelOf(name, field, language);
  return {
    ...(allowNull ? nullable(schema) : schema),
    title: label,
    ...(helpText && { description: renderText(helpText, language) }),
    ...(isPlain(value) && { default: value }),
    ...(writeOnly && { writeOnly: true }),
    ...(example !== undefined && { examples: [example] }),
  };
}

function nullable(schema: Schema): Schema {
  const type = [schema.type, 'null'];
  return { ...schema, type, ...(Array.isArray(schema.enum) && { enum: [...schema.enum, null] }) };
}

/** Whether a default can be shown: functions and objects cannot. */
function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}
