import type { Fields, FieldsetDescription, FormDescription } from '../server/description.ts';

/** Who writes a form, and to what. */
interface Use {
  readonly mayChange: boolean;
  readonly isNew: boolean;
}

function usable(fields: Fields, { mayChange, isNew }: Use): Fields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const isFixed = field.read_only || !mayChange || (field.add_only === true && !isNew);
      return [name, { ...field, read_only: isFixed }];
    }),
  );
}

/** A new object has nothing yet of what is never written. */
function writtenSets(
  fieldsets: readonly FieldsetDescription[],
  fields: Fields,
): FieldsetDescription[] {
  return fieldsets.flatMap((fieldset) => {
    const rows = fieldset.rows
      .map((row) => row.filter((name) => fields[name]?.read_only === false))
      .filter((row) => row.length > 0);
    return rows.length > 0 ? [{ ...fieldset, rows }] : [];
  });
}

/** True where there is anything to be written. */
export const hasInputs = ({ fields, inlines }: FormDescription): boolean =>
  Object.values(fields).some((field) => !field.read_only) ||
  inlines.some((inline) => !inline.read_only);

/** The form as it is for this user and this object: what may not be written is read-only. */
export function usableForm(form: FormDescription, use: Use): FormDescription {
  return {
    ...form,
    fieldsets: use.isNew ? writtenSets(form.fieldsets, form.fields) : form.fieldsets,
    fields: usable(form.fields, use),
    inlines: form.inlines.map((inline) => {
      const isFixed = inline.read_only === true || !use.mayChange;
      return {
        ...inline,
        read_only: isFixed,
        extra: isFixed ? 0 : inline.extra,
        // Rows that are added are new ones whatever the object is.
        fields: usable(inline.fields, { mayChange: !isFixed, isNew: true }),
      };
    }),
  };
}
