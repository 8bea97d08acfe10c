import type { DeclaredField } from '../../serializers/input/fields/field.js';
import { fileInputOf } from '../../serializers/input/fields/files.js';
import { fieldsMetadata, type FieldMetadata } from '../../serializers/input/metadata.js';
import type { DtoClass } from '../../serializers/input/registry.js';
import type { ViewRegistry } from '../../viewsets/view-registry.js';
import type { Offer } from '../offers.js';
import { writableFields, type Data } from './data.js';
import { relatedRows, type Option } from './related-rows.js';

/** How a field is filled in. */
export type Widget =
  | { readonly kind: 'input'; readonly type: string; readonly attributes: Attributes }
  | { readonly kind: 'textarea' }
  | { readonly kind: 'checkbox' }
  | { readonly kind: 'select'; readonly options: readonly Option[]; readonly isMany: boolean }
  | { readonly kind: 'search'; readonly url: string | null }
  /** A form cannot hold such values. */
  | { readonly kind: 'none' };

export type Attributes = Readonly<Record<string, string | number | undefined>>;

/** A field of a form. */
export interface FieldModel {
  readonly name: string;
  readonly label: string;
  readonly help: string | undefined;
  readonly isRequired: boolean;
  readonly widget: Widget;
  readonly values: readonly string[];
  readonly errors: readonly string[];
}

/** Longer texts get an area, in characters. */
const LONGEST_LINE = 255;

/**
 * The fields of a form, from what OPTIONS tells of them.
 *
 * DRF: renderers.HTMLFormRenderer.default_style
 *
 * @param errors texts by field
 */
export async function fieldModels(
  input: DtoClass,
  offer: Offer,
  data: Data,
  errors: ReadonlyMap<string, readonly string[]>,
  views: ViewRegistry,
): Promise<FieldModel[]> {
  const metadata = fieldsMetadata(input, offer.request.wording);
  return Promise.all(
    writableFields(input).map(async ([name, field]) => {
      const told = metadata[name]!;
      const widget = await widgetOf(name, field, told, offer, views);
      return {
        name,
        label: told.label,
        help: told.help_text,
        isRequired: told.required,
        widget,
        values: textsOf(data[name], widget),
        errors: errors.get(name) ?? [],
      };
    }),
  );
}

async function widgetOf(
  name: string,
  field: DeclaredField,
  told: FieldMetadata,
  { request }: Offer,
  views: ViewRegistry,
): Promise<Widget> {
  if (field.relation) {
    const isMany = field.relation.isMany ?? false;
    const rows = await relatedRows(field.relation, request, views);
    if (rows?.kind === 'options') {
      return isMany
        ? { kind: 'select', options: rows.options, isMany }
        : select(rows.options, field);
    }
    if (isMany) return { kind: 'none' };
    return { kind: 'search', url: rows?.url ?? null };
  }
  if (told.choices) {
    const options = told.choices.map(({ value, display_name: text }) => ({
      value: String(value),
      text,
    }));
    return told.type === 'multiple choice'
      ? { kind: 'select', options, isMany: true }
      : select(options, field);
  }
  if (told.type === 'boolean') {
    return field.options.allowNull
      ? { kind: 'select', options: NULLABLE, isMany: false }
      : CHECKBOX;
  }
  if (told.type === 'list' && fileInputOf(field)) return files(told.child);
  if (WITHOUT_INPUT.has(told.type)) return { kind: 'none' };
  if (told.type === 'string' && (told.max_length ?? 0) > LONGEST_LINE) return { kind: 'textarea' };
  const type = name.includes('password') ? 'password' : (INPUT_TYPES[told.type] ?? 'text');
  return { kind: 'input', type, attributes: attributesOf(told) };
}

/** One input for all files of a list. */
function files(each: FieldMetadata['child']): Widget {
  return {
    kind: 'input',
    type: 'file',
    attributes: { ...(each && attributesOf(each)), multiple: '' },
  };
}

const CHECKBOX: Widget = { kind: 'checkbox' };
const NOTHING: Option = { value: '', text: '---------' };
const NULLABLE: readonly Option[] = [
  NOTHING,
  { value: 'true', text: 'true' },
  { value: 'false', text: 'false' },
];

/** DRF: the base templates of HTMLFormRenderer; other kinds are text. */
const INPUT_TYPES: Readonly<Record<string, string>> = {
  integer: 'number',
  float: 'number',
  decimal: 'number',
  email: 'email',
  url: 'url',
  date: 'date',
  datetime: 'datetime-local',
  time: 'time',
  'file upload': 'file',
  'image upload': 'file',
};

const WITHOUT_INPUT: ReadonlySet<string> = new Set(['list', 'nested object', 'field']);

function select(options: readonly Option[], { required }: DeclaredField) {
  return {
    kind: 'select',
    options: required ? options : [NOTHING, ...options],
    isMany: false,
  } as const;
}

function attributesOf(told: Partial<FieldMetadata>): Attributes {
  switch (told.type) {
    case 'integer':
      return { step: 1, min: told.min_value, max: told.max_value };
    case 'float':
    case 'decimal':
      return { step: 'any', min: told.min_value, max: told.max_value };
    case 'datetime':
    case 'time':
      return { step: 1 };
    case 'image upload':
      return { accept: 'image/*' };
    default:
      // A text that is too long is told of: an input would cut it off in silence.
      return {};
  }
}

/** A value as the texts that an input holds. */
function textsOf(value: unknown, widget: Widget): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item) => textsOf(item, widget));
  if (typeof value === 'object') return [];
  const text = String(value);
  if (widget.kind !== 'input' || widget.type !== 'datetime-local') return [text];
  // An input takes no zone: times are shown on the wall clock of the API.
  return [text.replace(' ', 'T').replace(/(?:Z|[+-]\d\d:?\d\d)$/, '')];
}
