export type { ValidationContext, Validator } from './context.js';
export * from './decorators.js';
export { BooleanInput, ChoiceInput, MultipleChoiceInput } from './fields/choices.js';
export { DateInput, DateTimeInput, parseDay } from './fields/dates.js';
export {
  type DeclaredField,
  EMPTY,
  InputField,
  type FieldOptions,
  type FieldRun,
  type Schema,
} from './fields/field.js';
export { DictInput, JsonInput } from './fields/dictionary.js';
export { FileInput, ImageInput, type StoreOptions } from './fields/file.js';
export { HyperlinkedRelatedInput } from './fields/hyperlinked.js';
export { IPAddressInput } from './fields/ip-address.js';
export { ListInput } from './fields/list.js';
export { NestedInput } from './fields/nested.js';
export { DecimalInput, FloatInput, IntegerInput } from './fields/numbers.js';
export {
  ManyRelatedInput,
  noSuchRow,
  PrimaryKeyRelatedInput,
  type PrimaryKey,
} from './fields/related.js';
export {
  CharInput,
  EmailInput,
  RegexInput,
  SlugInput,
  UrlInput,
  UuidInput,
} from './fields/text.js';
export { SlugRelatedInput } from './fields/slug-related.js';
export { DurationInput, TimeInput } from './fields/times.js';
export { fieldsMetadata, type FieldMetadata } from './metadata.js';
export { openApiSchema, takesFiles } from './openapi.js';
export { attributesOf, type DtoClass } from './registry.js';
export { asValidationError } from './unique-violation.js';
export { validate } from './validate.js';
