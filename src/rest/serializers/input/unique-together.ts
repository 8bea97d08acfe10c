import { ValidationError } from '../../exceptions.js';
import { fillText, message, type Text } from '../../i18n/messages.js';
import type { ValidationContext } from './context.js';
import type { DeclaredField } from './fields/field.js';
import { storedValue, type Lookup } from './lookups.js';
import { sourceOf, type Shape, type UniqueTogetherRule } from './registry.js';

export interface UniqueTogetherCheck {
  readonly lookups: readonly Lookup[];
  /** Fields that a rule needs are missing. */
  readonly error?: ValidationError;
}

export const NO_RULES: UniqueTogetherCheck = { lookups: [] };

/** DRF: rest_framework.validators.UniqueTogetherValidator */
export function uniqueTogether(
  shape: Shape,
  values: Readonly<Record<string, unknown>>,
  context: ValidationContext,
): UniqueTogetherCheck {
  const lookups: Lookup[] = [];
  const known = { ...readOnlyDefaults(shape, context), ...values };
  for (const rule of shape.uniqueTogether) {
    const missing = rule.fields.filter((name) => !Object.hasOwn(known, name));
    if (missing.length > 0 && !context.instance) {
      const required = missing.map((name) => [name, [message('required')]]);
      return { lookups, error: new ValidationError(Object.fromEntries(required)) };
    }
    const checked = rule.fields.map((name) => {
      const source = sourceOf(name, fieldOf(shape, name));
      const value = Object.hasOwn(known, name)
        ? known[name]
        : storedValue(context.manager, context.instance!, source);
      return [source, value] as const;
    });
    // null differs from every null. What was not loaded is left to the unique index.
    if (checked.some(([, value]) => value === null || value === undefined)) continue;
    lookups.push({
      kind: 'unique',
      entity: rule.entity(),
      values: Object.fromEntries(checked),
      path: [],
      error: uniqueTogetherText(rule),
    });
  }
  return { lookups };
}

/** What a violation of the rule is called. */
export function uniqueTogetherText({ fields, message: own }: UniqueTogetherRule): Text {
  return fillText(own ?? message('unique_together'), { field_names: fields.join(', ') });
}

/** Fields a client cannot send count with their defaults. DRF: Serializer._read_only_defaults */
function readOnlyDefaults(shape: Shape, context: ValidationContext): Record<string, unknown> {
  const defaults: Record<string, unknown> = {};
  for (const [name, { isWritable, options }] of shape.fields) {
    if (isWritable || !('default' in options)) continue;
    const { default: value } = options;
    defaults[name] =
      typeof value === 'function'
        ? (value as (context: ValidationContext) => unknown)(context)
        : value;
  }
  return defaults;
}

function fieldOf(shape: Shape, name: string): DeclaredField {
  const field = shape.fields.get(name);
  if (!field) throw new Error(`UniqueTogether names ${name}, which is not a field`);
  return field;
}
