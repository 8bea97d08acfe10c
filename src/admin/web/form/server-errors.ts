import type { FormDescription } from '../server/description.ts';
import { errorLines, NON_FIELD_ERRORS, type FieldErrors } from '../server/field-errors.ts';
import { writtenRows } from './changes.ts';

/** Complaints of the server as a form shows them. */
export interface PlacedErrors {
  /** By the path of the input, such as `images.2.image`. */
  readonly byPath: ReadonlyMap<string, string>;
  /** What has no input, for the head of the form. */
  readonly lines: readonly string[];
}

/** Puts complaints to their inputs; rows that were not written have none. */
export function placed(
  form: FormDescription,
  errors: FieldErrors,
  values: Readonly<Record<string, unknown>>,
): PlacedErrors {
  const byPath = new Map<string, string>();
  const lines: string[] = [];
  for (const [name, complaint] of Object.entries(errors)) {
    const inline = form.inlines.find((one) => one.name === name);
    const field = form.fields[name];
    if (inline) {
      if (typeof complaint === 'string') {
        byPath.set(name, complaint);
        continue;
      }
      const rows = writtenRows(inline, values[name]);
      for (const [place, inner] of Object.entries(complaint)) {
        const row = rows[Number(place)];
        if (row && typeof inner === 'object') {
          for (const [column, said] of Object.entries(inner)) {
            byPath.set(`${name}.${row.index}.${column}`, textOf(said));
          }
        } else {
          byPath.set(row ? `${name}.${row.index}.${NON_FIELD_ERRORS}` : name, textOf(inner));
        }
      }
    } else if (field && !field.read_only) byPath.set(name, textOf(complaint));
    else lines.push(...errorLines({ [name]: complaint }));
  }
  return { byPath, lines };
}

const textOf = (complaint: string | FieldErrors): string =>
  typeof complaint === 'string' ? complaint : errorLines(complaint).join(' ');
