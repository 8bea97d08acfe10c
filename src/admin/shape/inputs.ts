import { cents } from '../../cents.js';
import {
  BooleanInput,
  CharInput,
  ChoiceInput,
  DateInput,
  DateTimeInput,
  DecimalInput,
  Field,
  type DeclaredField,
  IntegerInput,
  JsonInput,
  ManyRelatedInput,
  message,
  MultipleChoiceInput,
  NestedInput,
  PrimaryKeyRelatedInput,
  UniqueTogether,
  ValidationError,
  type DtoClass,
  type FieldRun,
} from '../../rest/index.js';
import type { EntityMetadata } from 'typeorm';
import { sanitizeRichText } from '../../rich-text.js';
import { UploadedPicture } from '../uploads/uploaded-picture.js';
import type { ActionField } from '../declarations.js';
import { TEXT_BYTES, type AdminField } from './fields.js';
import type { AdminInline } from './inlines.js';

/** Yuan as people write them; what is kept are cents. */
class MoneyInput extends DecimalInput {
  override attributes(value: unknown): unknown {
    return value === null ? null : cents(value as string);
  }
}

/** A text that may be missing: nothing but blanks is none. */
class OptionalText extends CharInput {
  override run(data: unknown, run: FieldRun): Promise<unknown> {
    return super.run(typeof data === 'string' && data.trim() === '' ? null : data, run);
  }
}

/** A text column keeps so many bytes. */
class LongText extends CharInput {
  protected override convert(data: unknown): string {
    const text = this.cleaned(super.convert(data));
    if (Buffer.byteLength(text) > TEXT_BYTES) {
      throw new ValidationError([message('CharField.max_length', { max_length: TEXT_BYTES / 3 })]);
    }
    return text;
  }

  protected cleaned(text: string): string {
    return text;
  }
}

/** What an editor made, without what could run or leave the page. */
class RichTextInput extends LongText {
  protected override cleaned(text: string): string {
    return sanitizeRichText(text);
  }
}

/** The largest amount whose cents fit into a column. */
const MOST_YUAN = '21474836.47';

/** The input of a field. DJANGO: Field.formfield */
export function inputOf(field: AdminField, entity: new () => object): DeclaredField {
  const { kind, nullable, blank, source, label, help, min, max, maxLength, choices } = field;
  const options = {
    required: field.required,
    allowNull: nullable,
    source,
    label,
    helpText: help,
    ...(!field.required && field.default !== undefined && { default: field.default as never }),
    ...(field.unique && { unique: () => entity }),
  };
  switch (kind) {
    case 'text':
    case 'password': {
      const text = { ...options, maxLength, allowBlank: blank };
      return nullable ? new OptionalText(text) : new CharInput(text);
    }
    case 'textarea':
      return new LongText({ ...options, maxLength, allowBlank: blank });
    case 'rich_text':
      return new RichTextInput({ ...options, maxLength, allowBlank: blank });
    case 'integer':
      return new IntegerInput({ ...options, minValue: min, maxValue: max });
    case 'money':
      return new MoneyInput({
        ...options,
        maxDigits: 10,
        decimalPlaces: 2,
        minValue: min ?? 0,
        maxValue: max ?? MOST_YUAN,
      });
    case 'decimal':
      return new DecimalInput({ ...options, maxDigits: 12, decimalPlaces: 2 });
    case 'boolean':
      return new BooleanInput(options);
    case 'choice':
      return new ChoiceInput({ ...options, choices: choices ?? [], allowBlank: blank });
    case 'multiple_choice':
      return new MultipleChoiceInput({ ...options, choices: choices ?? [] });
    case 'date':
      return new DateInput(options);
    case 'datetime':
      return new DateTimeInput(options);
    case 'json':
      return new JsonInput(options);
    case 'image':
    case 'file':
      return new UploadedPicture({ ...options, entity });
    case 'related':
      return new PrimaryKeyRelatedInput(() => field.target!, options);
    case 'many_related':
      return new ManyRelatedInput(new PrimaryKeyRelatedInput(() => field.target!), options);
  }
}

/**
 * The class of what may be sent for an object of the entity.
 *
 * DJANGO: django.forms.models.modelform_factory
 */
export function makeInput(
  metadata: EntityMetadata,
  fields: readonly AdminField[],
  inlines: readonly AdminInline[] = [],
): DtoClass {
  const entity = metadata.target as new () => object;
  const dto = class {};
  for (const field of fields) Field(inputOf(field, entity))(dto.prototype, field.name);
  for (const inline of inlines) {
    const rows = new NestedInput(() => inline.input, {
      many: true,
      required: false,
      source: inline.property,
      label: inline.label,
      minLength: inline.min || undefined,
      maxLength: inline.max,
      newWithout: 'id',
    });
    Field(rows)(dto.prototype, inline.name);
  }
  for (const columns of severalUnique(metadata)) {
    const names = columns.map((name) => fields.find(({ source }) => source === name)?.name);
    const known = names.filter((name) => name !== undefined);
    if (known.length === names.length) UniqueTogether(() => entity, known)(dto);
  }
  return dto;
}

/** The class of what an action takes besides the rows. */
export function makeActionInput(
  fields: Readonly<Record<string, ActionField>>,
  entityOf: (resource: string) => new () => object,
): DtoClass {
  const dto = class {};
  for (const [name, field] of Object.entries(fields)) {
    const { resource, required = true, default: fallback, label, help } = field;
    const shaped: AdminField = {
      name,
      property: name,
      source: name,
      kind: field.kind,
      label,
      help,
      required: required && fallback === undefined,
      nullable: false,
      blank: field.blank ?? !required,
      readOnly: false,
      addOnly: false,
      unique: false,
      maxLength: field.maxLength,
      min: field.min,
      max: field.max,
      choices: field.choices,
      default: fallback,
      target: resource ? entityOf(resource) : undefined,
    };
    Field(inputOf(shaped, dto))(dto.prototype, name);
  }
  return dto;
}

/** Columns that no two rows may agree in, by property, where they are several. */
function severalUnique({ uniques, indices }: EntityMetadata): string[][] {
  return [...uniques, ...indices.filter(({ isUnique }) => isUnique)]
    .map(({ columns }) => columns.map(({ propertyName }) => propertyName))
    .filter(({ length }) => length > 1);
}
