import { createContext, useCallback, useContext, useMemo, useState } from 'react';
import type { FormDescription } from '../server/description.ts';
import { changes } from './changes.ts';
import type { PlacedErrors } from './server-errors.ts';

type Values = Readonly<Record<string, unknown>>;

/** The values of a form and what the server says to them. */
export interface FormState {
  readonly values: Values;
  readonly errors: PlacedErrors;
  /** Counts refusals. */
  readonly refusal: number;
  readonly isDirty: boolean;
  /** The id of an input in the page, by its path in the form. */
  idOf(path: string): string;
  set(name: string, value: unknown): void;
  update<T>(name: string, change: (before: T) => T): void;
  /** Begins anew with other values. */
  reset(values: Values): void;
  /** Has other values below what is typed, which stays. */
  renew(values: Values): void;
  refuse(errors: PlacedErrors): void;
  /** The complaint about a value goes, as the value is another. */
  forgive(path: string): void;
}

const NO_ERRORS: PlacedErrors = { byPath: new Map(), lines: [] };

/**
 * Forms whose every rule is the server's: values, and complaints that go when their value changes.
 *
 * @param name tells the inputs of several forms of a page apart
 */
export function useFormState(form: FormDescription, initial: Values, name = 'field'): FormState {
  const [before, setBefore] = useState(initial);
  const [values, setValues] = useState(initial);
  const [errors, setErrors] = useState(NO_ERRORS);
  const [refusal, setRefusal] = useState(0);

  const set = useCallback((name: string, value: unknown) => {
    setValues((all) => ({ ...all, [name]: value }));
  }, []);
  const update = useCallback(<T>(name: string, change: (before: T) => T) => {
    setValues((all) => ({ ...all, [name]: change(all[name] as T) }));
  }, []);
  const refuse = useCallback((refused: PlacedErrors) => {
    setErrors(refused);
    setRefusal((count) => count + 1);
  }, []);
  const forgive = useCallback((path: string) => setErrors((before) => without(before, path)), []);
  const reset = useCallback((next: Values) => {
    setBefore(next);
    setValues(next);
    setErrors(NO_ERRORS);
  }, []);
  const renew = useCallback(
    (next: Values) => {
      setBefore(next);
      setValues((all) => {
        const typed = Object.keys(changes(form, all, before)).map((name) => [name, all[name]]);
        return { ...next, ...Object.fromEntries(typed) } as Values;
      });
    },
    [before, form],
  );
  const isDirty = useMemo(
    () => Object.keys(changes(form, values, before)).length > 0,
    [form, values, before],
  );
  const idOf = useCallback((path: string) => `${name}-${path}`, [name]);
  return useMemo(
    () => ({ values, errors, refusal, isDirty, idOf, set, update, reset, renew, refuse, forgive }),
    [values, errors, refusal, isDirty, idOf, set, update, reset, renew, refuse, forgive],
  );
}

function without({ byPath, lines }: PlacedErrors, path: string): PlacedErrors {
  return byPath.has(path)
    ? { byPath: new Map([...byPath].filter(([place]) => place !== path)), lines }
    : { byPath, lines };
}

export const FormStateContext = createContext<FormState | null>(null);

export function useForm(): FormState {
  const state = useContext(FormStateContext);
  if (!state) throw new Error('no form is around this');
  return state;
}
