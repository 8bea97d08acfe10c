import type { Text } from '../../i18n/messages.js';
import {
  BooleanInput,
  ChoiceInput,
  MultipleChoiceInput,
  type ChoiceFieldOptions,
  type MultipleChoiceFieldOptions,
} from './fields/choices.js';
import {
  DateInput,
  DateTimeInput,
  type DateFieldOptions,
  type DateTimeFieldOptions,
} from './fields/dates.js';
import { DictInput, JsonInput, type DictFieldOptions } from './fields/dictionary.js';
import type { DeclaredField, FieldOptions, InputField } from './fields/field.js';
import { FileInput, ImageInput, type FileFieldOptions } from './fields/file.js';
import { HiddenInput } from './fields/hidden.js';
import { HyperlinkedRelatedInput } from './fields/hyperlinked.js';
import { IPAddressInput, type IPAddressFieldOptions } from './fields/ip-address.js';
import { ListInput, type ListFieldOptions } from './fields/list.js';
import {
  DecimalInput,
  FloatInput,
  IntegerInput,
  type DecimalFieldOptions,
  type NumberFieldOptions,
} from './fields/numbers.js';
import { NestedInput, type NestedFieldOptions } from './fields/nested.js';
import {
  ManyRelatedInput,
  PrimaryKeyRelatedInput,
  type ManyRelatedFieldOptions,
  type PrimaryKey,
  type PrimaryKeyRelatedFieldOptions,
} from './fields/related.js';
import { SlugRelatedInput, type SlugRelatedFieldOptions } from './fields/slug-related.js';
import {
  CharInput,
  EmailInput,
  RegexInput,
  SlugInput,
  UrlInput,
  UuidInput,
  type CharFieldOptions,
} from './fields/text.js';
import {
  DurationInput,
  TimeInput,
  type DurationFieldOptions,
  type TimeFieldOptions,
} from './fields/times.js';
import type { ValidationContext } from './context.js';
import type { EntityClass } from './lookups.js';
import {
  declareField,
  declareUniqueFor,
  declareUniqueTogether,
  type DtoClass,
  type UniqueForRule,
} from './registry.js';
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
export const DateField = (options?: DateFieldOptions) => Field(new DateInput(options));

/** DRF: serializers.DateTimeField */
export const DateTimeField = (options?: DateTimeFieldOptions) => Field(new DateTimeInput(options));

/** DRF: serializers.TimeField */
export const TimeField = (options?: TimeFieldOptions) => Field(new TimeInput(options));

/** DRF: serializers.DurationField. The value is a number of microseconds. */
export const DurationField = (options?: DurationFieldOptions) => Field(new DurationInput(options));

/** DRF: serializers.IPAddressField */
export const IPAddressField = (options?: IPAddressFieldOptions) =>
  Field(new IPAddressInput(options));

/** DRF: serializers.MultipleChoiceField */
export const MultipleChoiceField = (options: MultipleChoiceFieldOptions) =>
  Field(new MultipleChoiceInput(options));

/** DRF: serializers.DictField */
export const DictField = <T>(options?: DictFieldOptions<T>) => Field(new DictInput(options));

/** DRF: serializers.JSONField */
export const JSONField = (options?: FieldOptions<unknown, 'invalid'>) =>
  Field(new JsonInput(options));

/** An object, or with `many` a list of them, of another DTO. DRF: a Serializer as a field */
export const NestedField = (dto: () => DtoClass, options?: NestedFieldOptions) =>
  Field(new NestedInput(dto, options));

/** DRF: serializers.ListField */
export const ListField = <T>(options: ListFieldOptions<T>) => Field(new ListInput(options));

/** DRF: serializers.FileField */
export const FileField = (options?: FileFieldOptions) => Field(new FileInput(options));

/** DRF: serializers.ImageField */
export const ImageField = (options?: FileFieldOptions) => Field(new ImageInput(options));

/** DRF: serializers.PrimaryKeyRelatedField. The value is the key. */
export const PrimaryKeyRelatedField = (
  entity: () => EntityClass,
  options?: PrimaryKeyRelatedFieldOptions,
) => Field(new PrimaryKeyRelatedInput(entity, options));

/**
 * Rows at the other end of a to-many relation, by key or as `child` tells them. The value is the
 * list of keys.
 *
 * DRF: serializers.ManyRelatedField, PrimaryKeyRelatedField(many=True)
 */
export const ManyRelatedField = (
  entity: () => EntityClass,
  options: ManyRelatedFieldOptions &
    Pick<PrimaryKeyRelatedFieldOptions, 'queryset'> & {
      readonly child?: InputField<PrimaryKey>;
    } = {},
) => {
  const { child, queryset, messages, ...own } = options;
  const one = child ?? new PrimaryKeyRelatedInput(entity, { queryset, messages });
  return Field(new ManyRelatedInput(one, { ...own, messages }));
};

/** DRF: serializers.SlugRelatedField. The value is the key. */
export const SlugRelatedField = (
  entity: () => EntityClass,
  slugField: string,
  options?: SlugRelatedFieldOptions,
) => Field(new SlugRelatedInput(entity, slugField, options));

/** DRF: serializers.HyperlinkedRelatedField. The value is the key. */
export const HyperlinkedRelatedField = (
  entity: () => EntityClass,
  path: string,
  options?: PrimaryKeyRelatedFieldOptions,
) => Field(new HyperlinkedRelatedInput(entity, path, options));

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

const uniqueForPeriod =
  (period: UniqueForRule['period']) =>
  (
    entity: () => EntityClass,
    rule: { readonly field: string; readonly dateField: string; readonly message?: Text },
  ): ClassDecorator =>
  (dto) =>
    declareUniqueFor(dto, { entity, period, ...rule });

/**
 * No other row of the same day may have the value.
 *
 * DRF: rest_framework.validators.UniqueForDateValidator
 */
export const UniqueForDate = uniqueForPeriod('date');

/** The same for a month of any year. DRF: rest_framework.validators.UniqueForMonthValidator */
export const UniqueForMonth = uniqueForPeriod('month');

/** The same for a year. DRF: rest_framework.validators.UniqueForYearValidator */
export const UniqueForYear = uniqueForPeriod('year');
