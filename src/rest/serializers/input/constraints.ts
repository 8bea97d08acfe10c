import type { MessageParams } from '../../i18n/messages.js';
import { isEmail, isUrl } from './fields/django-validators.js';
import { length } from './python.js';

/**
 * A bound or format of a field. The field decorators register it with class-validator under its
 * name; a value that breaks it is told in the field's wording for the code.
 *
 * DRF: django.core.validators
 */
export interface Constraint<T> {
  /** As class-validator knows it. */
  readonly name: string;
  /** DRF's code of the error. */
  readonly code: string;
  readonly bounds: readonly unknown[];
  holds(value: T): boolean;
  /** What the wording says about the value. */
  params?(value: T): MessageParams;
}

/** DJANGO: MaxLengthValidator, in characters */
export const maxLength = (max: number): Constraint<string> => ({
  name: 'maxLength',
  code: 'max_length',
  bounds: [max],
  holds: (value) => value.length <= max || length(value) <= max,
  params: () => ({ max_length: max }),
});

/** DJANGO: MinLengthValidator, in characters */
export const minLength = (min: number): Constraint<string> => ({
  name: 'minLength',
  code: 'min_length',
  bounds: [min],
  holds: (value) => length(value) >= min,
  params: () => ({ min_length: min }),
});

/** DJANGO: ProhibitNullCharactersValidator */
export const noNullCharacters: Constraint<string> = {
  name: 'noNullCharacters',
  code: 'null_characters_not_allowed',
  bounds: [],
  holds: (value) => !value.includes('\0'),
};

/** Half of a surrogate pair: databases cannot store it. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** DRF: rest_framework.validators.ProhibitSurrogateCharactersValidator */
export const noSurrogates: Constraint<string> = {
  name: 'noSurrogates',
  code: 'surrogate_characters_not_allowed',
  bounds: [],
  holds: (value) => !LONE_SURROGATE.test(value),
  params: (value) => ({
    code_point: LONE_SURROGATE.exec(value)![0].charCodeAt(0).toString(16).toUpperCase(),
  }),
};

/** DJANGO: RegexValidator */
export const matches = (pattern: RegExp): Constraint<string> => ({
  name: 'matches',
  code: 'invalid',
  bounds: [pattern],
  holds: (value) => value.search(pattern) >= 0,
});

/** DJANGO: EmailValidator */
export const email: Constraint<string> = {
  name: 'isEmail',
  code: 'invalid',
  bounds: [],
  holds: isEmail,
};

/** DJANGO: URLValidator */
export const url: Constraint<string> = { name: 'isUrl', code: 'invalid', bounds: [], holds: isUrl };

/**
 * DJANGO: MaxValueValidator
 *
 * @param isAbove whether a value is beyond the bound
 */
export const maxValue = <T, Bound extends string | number>(
  max: Bound,
  isAbove: (value: T, max: Bound) => boolean,
): Constraint<T> => ({
  name: 'max',
  code: 'max_value',
  bounds: [max],
  holds: (value) => !isAbove(value, max),
  params: () => ({ max_value: max }),
});

/** DJANGO: MinValueValidator */
export const minValue = <T, Bound extends string | number>(
  min: Bound,
  isBelow: (value: T, min: Bound) => boolean,
): Constraint<T> => ({
  name: 'min',
  code: 'min_value',
  bounds: [min],
  holds: (value) => !isBelow(value, min),
  params: () => ({ min_value: min }),
});

/** DJANGO: MaxLengthValidator, in items */
export const maxItems = (max: number): Constraint<{ readonly length: number }> => ({
  name: 'arrayMaxSize',
  code: 'max_length',
  bounds: [max],
  holds: (value) => value.length <= max,
  params: () => ({ max_length: max }),
});

/** DJANGO: MinLengthValidator, in items */
export const minItems = (min: number): Constraint<{ readonly length: number }> => ({
  name: 'arrayMinSize',
  code: 'min_length',
  bounds: [min],
  holds: (value) => value.length >= min,
  params: () => ({ min_length: min }),
});
