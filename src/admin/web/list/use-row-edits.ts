import { useCallback, useMemo, useState } from 'react';
import {
  useListContext,
  useNotify,
  type HttpError,
  type Identifier,
  type RaRecord,
} from 'react-admin';
import { checkSignedIn } from '../server/auth-provider.ts';
import { changeObject } from '../server/data-provider.ts';
import type { ResourceDescription } from '../server/description.ts';
import { NON_FIELD_ERRORS, type FieldErrors } from '../server/field-errors.ts';
import { isSame, writtenValues } from '../inputs/written.ts';

type Values = Readonly<Record<string, unknown>>;

/** What is typed into the rows of a list, and what the server says to it. */
export interface RowEdits {
  readonly count: number;
  readonly isSaving: boolean;
  /** What a row's cells need; as long as nothing of the row changes, all of it is the same. */
  of(row: RaRecord): RowEdit;
  discard(): void;
  save(): Promise<void>;
}

export interface RowEdit {
  /** What was typed; undefined: nothing. */
  readonly values: Values | undefined;
  readonly errors: FieldErrors | undefined;
  /** What the row is now, where somebody else was quicker. */
  readonly theirs: Values | undefined;
  readonly onChange: (row: RaRecord, name: string, value: unknown) => void;
}

/** The complaint about a value of a row, or about the row. */
export function complaintOf({ errors }: RowEdit, name: string): string | undefined {
  const complaint = errors?.[name];
  return typeof complaint === 'string' ? complaint : undefined;
}

/** Under which name a row tells its version. */
const VERSION = '_version';

/** What is typed into a row, and the version of the row it was typed into. */
interface Edit {
  readonly values: Values;
  /** Undefined: as the list shows the row now. */
  readonly version: string | undefined;
}

/** Why a row was not saved. */
interface Refusal {
  readonly errors: FieldErrors;
  readonly theirs?: Values;
}

/**
 * Django's `list_editable`: each row that was changed is saved by itself, unless somebody else has
 * changed it since, and keeps its own errors. Saving again overwrites what was shown of the other's.
 */
export function useRowEdits({ name: resource, form }: ResourceDescription): RowEdits {
  const [edits, setEdits] = useState<ReadonlyMap<Identifier, Edit>>(new Map());
  const [refusals, setRefusals] = useState<ReadonlyMap<Identifier, Refusal>>(new Map());
  const [isSaving, setSaving] = useState(false);
  const { data: rows, refetch } = useListContext();
  const notify = useNotify();

  const change = useCallback(
    (row: RaRecord, name: string, value: unknown) => {
      const field = form.fields[name];
      if (!field) return;
      setEdits((before) => {
        const edit = before.get(row.id);
        const { [name]: _previous, ...others } = edit?.values ?? {};
        const values = isSame(field, value, row[name]) ? others : { ...others, [name]: value };
        const version = edit ? edit.version : versionOf(row);
        const after = new Map(before);
        if (Object.keys(values).length > 0) after.set(row.id, { values, version });
        else after.delete(row.id);
        return after;
      });
    },
    [form],
  );

  const discard = useCallback(() => {
    setEdits(new Map());
    setRefusals(new Map());
  }, []);

  const save = useCallback(async () => {
    setSaving(true);
    const saved = new Set<Identifier>();
    const refused = new Map<Identifier, Refusal>();
    for (const [id, { values, version }] of edits) {
      try {
        const row = rows?.find((one) => one.id === id);
        const seen = version ?? (row && versionOf(row));
        await changeObject(resource, id, writtenValues(form.fields, values), seen);
        saved.add(id);
      } catch (error) {
        refused.set(id, refusalOf(error as HttpError));
        await checkSignedIn(error);
      }
    }
    setRefusals(refused);
    await refetch();
    setEdits((now) => leftOf(now, edits, saved, refused));
    setSaving(false);
    if (refused.size > 0) {
      notify('admin.rows_refused', { type: 'error', messageArgs: { smart_count: refused.size } });
    } else {
      notify('admin.rows_saved', { type: 'success', messageArgs: { smart_count: edits.size } });
    }
  }, [edits, form, notify, refetch, resource, rows]);

  return useMemo(
    () => ({
      count: edits.size,
      isSaving,
      of: ({ id }) => ({
        values: edits.get(id)?.values,
        errors: refusals.get(id)?.errors,
        theirs: refusals.get(id)?.theirs,
        onChange: change,
      }),
      discard,
      save,
    }),
    [change, discard, edits, isSaving, refusals, save],
  );
}

/** What is still to be saved: what was refused, and what was typed while the rest was saved. */
function leftOf(
  now: ReadonlyMap<Identifier, Edit>,
  sent: ReadonlyMap<Identifier, Edit>,
  saved: ReadonlySet<Identifier>,
  refused: ReadonlyMap<Identifier, Refusal>,
): Map<Identifier, Edit> {
  const left = new Map(now);
  for (const [id, edit] of now) {
    const isSaved = saved.has(id);
    if (isSaved && edit === sent.get(id)) left.delete(id);
    // From now on the row as it is now is shown: whoever saves again knows what is overwritten.
    else if (isSaved || refused.get(id)?.theirs) {
      left.set(id, { values: edit.values, version: undefined });
    }
  }
  return left;
}

/** The version of a row as the list has it. */
const versionOf = (row: RaRecord) => row[VERSION] as string | undefined;

function refusalOf({ message, status, body }: HttpError): Refusal {
  const { errors = { [NON_FIELD_ERRORS]: message }, current } = (body ?? {}) as {
    readonly errors?: FieldErrors;
    readonly current?: Values;
  };
  return status === 412 ? { errors, theirs: current } : { errors };
}
