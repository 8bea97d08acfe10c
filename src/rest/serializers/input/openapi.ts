import { PLAIN_ENGLISH, type Wording } from '../../i18n/wording.js';
import type { DeclaredField, Schema } from './fields/field.js';
import { fileInputOf } from './fields/files.js';
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
  options: { partial?: boolean; wording?: Wording } = {},
): Schema {
  const properties: Record<string, Schema> = {};
  const required: string[] = [];
  for (const [name, field] of shapeOf(dto).fields) {
    if (!field.isWritable || field instanceof HiddenInput) continue;
    properties[name] = property(name, field, options.wording ?? PLAIN_ENGLISH);
    if (field.required && !options.partial) required.push(name);
  }
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

/** Whether a body with files is needed, so that the form is multipart. */
export function takesFiles(dto: object): boolean {
  return [...shapeOf(dto).fields.values()].some((field) => fileInputOf(field) !== undefined);
}

function property(name: string, field: DeclaredField, wording: Wording): Schema {
  const { helpText, example, allowNull, writeOnly, default: value } = field.options;
  const schema = field.schema();
  const label = labelOf(name, field, wording);
  return {
    ...(allowNull ? nullable(schema) : schema),
    title: label,
    ...(helpText && { description: wording.text(helpText) }),
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
