import type { Schema } from '../serializers/output/fields.js';

/** A schema that the documentation says once under its name; it may stand wherever a schema may. */
export class NamedSchema {
  constructor(
    readonly name: string,
    readonly schema: Schema,
  ) {}
}

/**
 * Names a schema, e.g. `named('SignedIn', objectSchema({ token: { type: 'string' } }))`.
 *
 * DRF: drf_spectacular's `inline_serializer`
 */
export function named(name: string, schema: Schema): NamedSchema {
  return new NamedSchema(name, schema);
}

/**
 * JSON schema of an object.
 *
 * @param properties by name; in them serializers and named schemas may stand for their own
 * @param optional names of those that may be missing; default: none
 */
export function objectSchema(
  properties: Readonly<Record<string, unknown>>,
  optional: readonly string[] = [],
): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}
