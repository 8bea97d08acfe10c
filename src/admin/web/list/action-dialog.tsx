import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Stack,
} from '@mui/material';
import { useId, useState } from 'react';
import { useNotify, type HttpError, type Identifier, type RaRecord } from 'react-admin';
import { checkSignedIn } from '../server/auth-provider.ts';
import type { ActionDescription, ResourceDescription } from '../server/description.ts';
import { errorLines, type FieldErrors } from '../server/field-errors.ts';
import { call, type Query } from '../server/http.ts';
import { newKey } from '../server/new-key.ts';
import { initialValues } from '../form/initial-values.ts';
import { useFocusOnError } from '../form/use-focus-on-error.ts';
import { DependantList, type Dependant } from '../form/dependant-list.tsx';
import { useText } from '../i18n/use-text.ts';
import { actionInputOf, introOf } from '../screens/index.ts';
import { ValueInput } from '../inputs/value-input.tsx';
import { saidValues } from '../inputs/written.ts';
import { nameOf } from '../values/name-of.ts';
import { DeletionSummary, useDeletion } from '../form/deletion.tsx';
import { TaskProgress } from './task-progress.tsx';

/** What an action is done to. */
export type ActionTarget =
  { readonly ids: readonly Identifier[] } | { readonly all: true; readonly filters: object };

interface ActionAnswer {
  readonly done?: number;
  readonly message?: string;
  /** It goes on after the answer. */
  readonly task?: string;
}

interface ActionDialogProps {
  readonly resource: ResourceDescription;
  /** The object, where it is about one. */
  readonly record?: RaRecord;
  readonly action: ActionDescription;
  readonly target: ActionTarget;
  readonly count: number;
  onClose(): void;
  /** It is done, or under way. */
  onDone(): void;
}

interface Refusal {
  readonly message?: string;
  readonly errors: FieldErrors;
  readonly protected: readonly Dependant[];
}

/** The action that every resource has. */
const DELETE = 'delete';
/** Rows that the server does at once, and whose dependants it tells. */
const AT_ONCE = 200;

const queryOf = (target: ActionTarget): Query =>
  'ids' in target ? { id: target.ids } : (target.filters as Query);

const isOther = (one: unknown, other: unknown): boolean =>
  JSON.stringify(one) !== JSON.stringify(other);

/** Asks for what an action wants to know, does it, and shows how far it is. */
export function ActionDialog({
  resource,
  record,
  action,
  target,
  count,
  onClose,
  onDone,
}: ActionDialogProps) {
  const text = useText();
  const notify = useNotify();
  const id = useId();
  const fields = action.fields ?? {};
  const [values, setValues] = useState<Record<string, unknown>>(() => initialValues(fields));
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useFocusOnError<HTMLDivElement>(refusal);
  const [isBusy, setBusy] = useState(false);
  const [task, setTask] = useState<string | null>(null);
  // Whoever gets no answer and asks again does nothing twice.
  const [key] = useState(newKey);

  const isDeletion = action.name === DELETE && count <= AT_ONCE;
  const deletion = useDeletion(
    isDeletion ? `${resource.name}/dependants/` : null,
    isDeletion ? queryOf(target) : undefined,
  );

  async function run() {
    if (isBusy) return;
    setBusy(true);
    try {
      const body = { ...target, ...saidValues(fields, values) };
      const { data } = await call<ActionAnswer | undefined>(
        'POST',
        `${resource.name}/actions/${action.name}/`,
        { body, headers: { 'Idempotency-Key': key } },
      );
      if (data?.task) {
        setTask(data.task);
        return;
      }
      notify(data?.message || text('action_done', { smart_count: data?.done ?? count }), {
        type: 'success',
      });
      onDone();
      onClose();
    } catch (error) {
      const { message, body } = error as HttpError;
      setRefusal({
        message: body?.errors ? undefined : message,
        errors: body?.errors ?? {},
        protected: body?.protected ?? [],
      });
      await checkSignedIn(error);
    } finally {
      setBusy(false);
    }
  }

  const Intro = introOf(resource, action.name);
  const isLarge = Object.keys(fields).some((name) => actionInputOf(resource, action.name, name));
  const begun = initialValues(fields);
  const isTyped = Object.entries(values).some(
    ([name, value]) => isOther(value, begun[name]) && isOther(value, record?.[name]),
  );
  const end = () => {
    if (!task && isTyped && !window.confirm(text('unsaved'))) return;
    if (task) onDone();
    onClose();
  };
  const strays = Object.fromEntries(
    Object.entries(refusal?.errors ?? {}).filter(([name]) => !(name in fields)),
  );
  const lines = [...(refusal?.message ? [refusal.message] : []), ...errorLines(strays)];
  return (
    <Dialog
      open
      fullWidth
      maxWidth={isLarge ? 'md' : 'sm'}
      onClose={isBusy ? undefined : end}
      aria-labelledby={`${id}-title`}
    >
      <DialogTitle id={`${id}-title`}>
        {record
          ? `${action.label}: ${nameOf(record)}`
          : `${action.label} · ${text('selected', { smart_count: count })}`}
      </DialogTitle>
      <DialogContent>
        {task ? (
          <TaskProgress id={task} />
        ) : (
          <Stack ref={form} spacing={2} sx={{ pt: 1 }}>
            {action.confirm && <DialogContentText>{action.confirm}</DialogContentText>}
            {isDeletion && !refusal && <DeletionSummary deletion={deletion} />}
            {Intro && record && <Intro resource={resource} record={record} />}
            {lines.map((line) => (
              <Alert key={line} severity="error">
                {line}
              </Alert>
            ))}
            {refusal && <DependantList dependants={refusal.protected} />}
            {Object.entries(fields).map(([name, field]) => {
              const complaint = refusal?.errors[name];
              const input = {
                id: `${id}-${name}`,
                field,
                value: values[name],
                error: typeof complaint === 'string' ? complaint : undefined,
                onChange: (value: unknown) => setValues((before) => ({ ...before, [name]: value })),
              };
              const Own = record && actionInputOf(resource, action.name, name);
              return Own ? (
                <Own key={name} {...input} resource={resource} record={record} />
              ) : (
                <ValueInput key={name} {...input} />
              );
            })}
          </Stack>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={end} disabled={isBusy}>
          {text(task ? 'close' : 'cancel')}
        </Button>
        {!task && (
          <Button
            variant="contained"
            color={action.danger ? 'error' : 'primary'}
            aria-busy={isBusy}
            disabled={isDeletion && !deletion.isPossible}
            onClick={() => void run()}
          >
            {action.label}
          </Button>
        )}
      </DialogActions>
    </Dialog>
  );
}
