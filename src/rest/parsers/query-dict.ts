import type { UploadedFile } from './uploaded-file.js';

/** A value of a form: text, or a file where the form is multipart. */
export type FormValue = string | UploadedFile;

/**
 * The fields of a form. A name may come several times: `get` answers with the last value, as
 * Django does, `getAll` with every one.
 *
 * DRF: django.http.QueryDict
 */
export class QueryDict {
  private readonly values = new Map<string, FormValue[]>();

  /** @param entries names and values in the order they were sent */
  constructor(entries: Iterable<readonly [string, FormValue]> = []) {
    for (const [name, value] of entries) this.append(name, value);
  }

  append(name: string, value: FormValue): void {
    const values = this.values.get(name);
    if (values) values.push(value);
    else this.values.set(name, [value]);
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  /** The last value of that name. */
  get(name: string): FormValue | undefined {
    return this.values.get(name)?.at(-1);
  }

  /** All values of that name, none if it was not sent. */
  getAll(name: string): readonly FormValue[] {
    return this.values.get(name) ?? [];
  }

  names(): IterableIterator<string> {
    return this.values.keys();
  }
}

/** Whether a parsed body, of a form or not, has something under that name. */
export function hasKey(data: unknown, name: string): boolean {
  if (data instanceof QueryDict) return data.has(name);
  return typeof data === 'object' && data !== null && Object.hasOwn(data, name);
}
