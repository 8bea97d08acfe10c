/** Complaints by the place of what they are about: a field, or rows of an inline by their index. */
export interface FieldErrors {
  [place: string]: string | FieldErrors;
}

/** Where complaints that concern no single field stand, as Django REST framework calls it. */
export const NON_FIELD_ERRORS = 'non_field_errors';

/** The body of a 400 answer as complaints; one line for each place. */
export function fieldErrors(body: unknown): FieldErrors {
  const found = complaintsOf(body);
  return found === undefined
    ? {}
    : typeof found === 'string'
      ? { [NON_FIELD_ERRORS]: found }
      : found;
}

function complaintsOf(value: unknown): string | FieldErrors | undefined {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length > 0 ? value.join(' ') : undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).flatMap(
    ([place, inner]): [string, string | FieldErrors][] => {
      const complaints = complaintsOf(inner);
      return complaints === undefined ? [] : [[place, complaints]];
    },
  );
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** All complaints as lines, for where there is no place for each. */
export function errorLines(
  errors: FieldErrors,
  labels: Readonly<Record<string, string>> = {},
): string[] {
  return Object.entries(errors).flatMap(([place, complaint]) => {
    const label = labels[place] ?? (place === NON_FIELD_ERRORS || place === 'detail' ? '' : place);
    const lines = typeof complaint === 'string' ? [complaint] : errorLines(complaint, labels);
    return label ? lines.map((line) => `${label}: ${line}`) : lines;
  });
}
