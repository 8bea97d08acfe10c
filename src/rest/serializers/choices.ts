import type { Text } from '../i18n/messages.js';
import type { Schema } from './output/fields.js';

/** A choice, or a choice and its name for people. */
export type Choice = string | number | readonly [value: string | number, name: Text];

/** Where a schema keeps the names of its choices, which generators of clients read there. */
export const CHOICE_NAMES = 'x-enum-descriptions';

/** Every choice with a name: its own, or itself. */
export function namedChoices(
  choices: readonly Choice[],
): (readonly [value: string | number, name: Text])[] {
  return choices.map((choice) => (typeof choice === 'object' ? choice : [choice, String(choice)]));
}

/**
 * JSON schema of a value that is one of some choices, e.g. for an output's `field()`.
 *
 * DRF: drf_spectacular's `build_choice_field`
 */
export function choiceSchema(choices: readonly Choice[]): Schema {
  const values = namedChoices(choices).map(([value]) => value);
  const hasNames = choices.some((choice) => typeof choice === 'object');
  return {
    type: values.every((value) => typeof value === 'number') ? 'integer' : 'string',
    enum: values,
    ...(hasNames && { [CHOICE_NAMES]: namedChoices(choices).map(([, name]) => name) }),
  };
}
