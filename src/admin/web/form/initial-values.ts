import type {
  FieldDescription,
  Fields,
  FormDescription,
  InlineDescription,
} from '../server/description.ts';

type Values = Record<string, unknown>;

/** What a field begins with where nothing is stored. */
function initialValue(field: FieldDescription): unknown {
  if (field.default !== undefined && field.default !== null) return field.default;
  switch (field.type) {
    case 'boolean':
      return false;
    case 'many_related':
    case 'multiple_choice':
      return [];
    case 'text':
    case 'textarea':
    case 'rich_text':
    case 'password':
      return field.nullable ? null : '';
    default:
      return null;
  }
}

export function initialValues(fields: Fields): Values {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, initialValue(field)]),
  );
}

/** Tells new rows apart, which have no id yet. */
export const KEY = '_key';

let rows = 0;

/** An empty row of an inline. */
export function emptyRow({ fields }: InlineDescription): Values {
  rows += 1;
  return { ...initialValues(fields), [KEY]: `new ${rows}` };
}

/** What a form shows of an object; of none: what an empty one begins with. */
export function formValues({ fields, inlines }: FormDescription, record?: Values): Values {
  const values = initialValues(fields);
  for (const name of Object.keys(fields)) {
    if (record && name in record) values[name] = record[name] ?? values[name];
  }
  for (const inline of inlines) {
    const stored = (record?.[inline.name] ?? []) as Values[];
    const room = Math.max(0, (inline.max ?? Infinity) - stored.length);
    const empty = Math.min(inline.extra, room);
    values[inline.name] = [...stored, ...Array.from({ length: empty }, () => emptyRow(inline))];
  }
  return values;
}
