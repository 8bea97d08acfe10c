import type { Text } from '../../i18n/messages.js';
import { BooleanInput, ChoiceInput, type ChoiceFieldOptions } from './fields/choices.js';
import { DateInput, DateTimeInput, type DateTimeFieldOptions } from './fields/dates.js';
import type { FieldOptions, DeclaredField } from './fields/field.js';
import { FileInput, type FileFieldOptions } from './fields/file.js';
import { HiddenInput } from './fields/hidden.js';
import { ListInput, type ListFieldOptions } from './fields/list.js';
import {
  DecimalInput,
  FloatInput,
  IntegerInput,
  type DecimalFieldOptions,
  type NumberFieldOptions,
} from './fields/numbers.js';
import { PrimaryKeyRelatedInput, type PrimaryKeyRelatedFieldOptions } from './fields/related.js';
import {
  CharInput,
  EmailInput,
  RegexInput,
  SlugInput,
  UrlInput,
  UuidInput,
  type CharFieldOptions,
} from './fields/text.js';
import type { ValidationContext } from './context.js';
import type { EntityClass } from './lookups.js';
import { declareField, declareUniqueTogether } from './registry.js';
import { registerConstraints } from './rules.js';

/** Declares a field of one's own kind; the decorators below are short for the usual kinds. */
export function Field(field: DeclaredField): PropertyDecorator {
  return (prototype, name) => {
    declareField(prototype.constructor, String(name), field);
    registerConstraints(prototype.constructor, String(name), field);
  };
}

/** DRF: serializers.CharField */
export const CharField = (options?: CharFieldOptions) => Field(new CharInput(options));

/** DRF: serializers.EmailField */
export const EmailField = (options?: CharFieldOptions) => Field(new EmailInput(options));

/** DRF: serializers.URLField */
export const URLField = (options?: CharFieldOptions) => Field(new UrlInput(options));

/** DRF: serializers.RegexField. The pattern is searched for; `^` and `$` bind it. */
export const RegexField = (pattern: RegExp, options?: CharFieldOptions) =>
  Field(new RegexInput(pattern, options));

/** DRF: serializers.SlugField */
export const SlugField = (options?: CharFieldOptions) => Field(new SlugInput(options));

/** DRF: serializers.UUIDField */
export const UUIDField = (options?: FieldOptions<string, 'invalid'>) =>
  Field(new UuidInput(options));

/** DRF: serializers.IntegerField */
export const IntegerField = (options?: NumberFieldOptions) => Field(new IntegerInput(options));

/** DRF: serializers.FloatField */
export const FloatField = (options?: NumberFieldOptions) => Field(new FloatInput(options));

/** DRF: serializers.DecimalField */
export const DecimalField = (options: DecimalFieldOptions) => Field(new DecimalInput(options));

/** DRF: serializers.BooleanField */
export const BooleanField = (options?: FieldOptions<boolean, 'invalid'>) =>
  Field(new BooleanInput(options));

/** DRF: serializers.ChoiceField */
export const ChoiceField = (options: ChoiceFieldOptions) => Field(new ChoiceInput(options));

/** DRF: serializers.DateField */
export const DateField = (options?: FieldOptions<string, 'invalid'>) =>
  Field(new DateInput(options));

/** DRF: serializers.DateTimeField */
export const DateTimeField = (options?: DateTimeFieldOptions) => Field(new DateTimeInput(options));

/** DRF: serializers.ListField */
export const ListField = <T>(options: ListFieldOptions<T>) => Field(new ListInput(options));

/** DRF: serializers.FileField */
export const FileField = (options?: FileFieldOptions) => Field(new FileInput(options));

/** DRF: serializers.PrimaryKeyRelatedField. The value is the key. */
export const PrimaryKeyRelatedField = (
  entity: () => EntityClass,
  options?: PrimaryKeyRelatedFieldOptions,
) => Field(new PrimaryKeyRelatedInput(entity, options));

/** DRF: serializers.HiddenField, e.g. with the user as its default. */
export const HiddenField = <T>(options: {
  readonly default: T | ((context: ValidationContext) => T);
  readonly source?: string;
}) => Field(new HiddenInput<T>(options));

/**
 * No two rows of the entity may agree in all of these fields.
 *
 * @param fields names of fields of the DTO
 *
 * DRF: rest_framework.validators.UniqueTogetherValidator
 */
export function UniqueTogether(
  entity: () => EntityClass,
  fields: readonly string[],
  options: { readonly message?: Text } = {},
): ClassDecorator {
  return (dto) => declareUniqueTogether(dto, { entity, fields, message: options.message });
}
