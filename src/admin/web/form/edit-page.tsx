import HistoryIcon from '@mui/icons-material/History';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import OpenIcon from '@mui/icons-material/OpenInNew';
import { Alert, Button, LinearProgress } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { HttpError, RaRecord } from 'react-admin';
import { Link, useParams } from 'react-router-dom';
import { useResource } from '../server/description-context.ts';
import { addObject, changeObject, ETAG, readObject } from '../server/data-provider.ts';
import type { ActionDescription, ResourceDescription } from '../server/description.ts';
import { useRepeatKeys } from '../server/use-repeat-key.ts';
import { PageTitle } from '../layout/page-title.tsx';
import { useText } from '../i18n/use-text.ts';
import { ActionDialog } from '../list/action-dialog.tsx';
import { panelsOf } from '../screens/index.ts';
import { changes, copied } from './changes.ts';
import { ConflictDialog } from './conflict-dialog.tsx';
import { DeleteDialog } from './delete-dialog.tsx';
import { useFormState } from './form-state.ts';
import { FormToolbar, type Afterwards } from './form-toolbar.tsx';
import { formValues } from './initial-values.ts';
import { PageHead } from './page-head.tsx';
import { RecordForm } from './record-form.tsx';
import { hasInputs, usableForm } from './usable-form.ts';
import { objectKey, useSaving } from './use-saving.ts';
import { nameOf } from '../values/name-of.ts';

/** Changes an object, or shows it to whoever may only look. */
export function EditPage() {
  const text = useText();
  const { name, label } = useResource();
  const { id = '' } = useParams();
  const object = useQuery({
    queryKey: objectKey(name, id),
    queryFn: () => readObject(name, id),
    // Read once for each visit: what comes later must not take the place of what is being typed.
    staleTime: Infinity,
    gcTime: 0,
  });
  if (object.error) {
    const isGone = (object.error as HttpError).status === 404;
    const again = <Button onClick={() => void object.refetch()}>{text('try_again')}</Button>;
    return (
      <>
        <PageTitle title={label} />
        <PageHead title={`${label} ${id}`} />
        <Alert severity="error" action={isGone ? undefined : again}>
          {isGone ? text('not_found') : object.error.message}
        </Alert>
      </>
    );
  }
  if (!object.data) return <LinearProgress />;
  return (
    <ObjectPage
      key={`${name} ${id}`}
      record={object.data}
      onRead={async () => (await object.refetch()).data}
    />
  );
}

/** Names of the actions that an object allows as it is, where the server tells them. */
const ALLOWED = '_actions';

function actionsFor(resource: ResourceDescription, record: RaRecord): readonly ActionDescription[] {
  const allowed = record[ALLOWED] as readonly string[] | undefined;
  return resource.object_actions.filter(({ name }) => allowed?.includes(name) ?? true);
}

interface ObjectPageProps {
  readonly record: RaRecord;
  /** Reads the object again. */
  onRead(): Promise<RaRecord | undefined>;
}

function ObjectPage({ record, onRead }: ObjectPageProps) {
  const text = useText();
  const resource = useResource();
  const { name, permissions, label, view_on_site } = resource;
  const form = useMemo(
    () => usableForm(resource.form, { mayChange: permissions.change, isNew: false }),
    [permissions, resource],
  );
  const mayChange = permissions.change && hasInputs(form);
  /** What the form began with: as long as something is typed, what is read later waits. */
  const [base, setBase] = useState(record);
  const state = useFormState(form, formValues(form, base));
  const { isDirty, reset } = state;
  if (record !== base && !isDirty) {
    setBase(record);
    reset(formValues(form, record));
  }
  const [current, setCurrent] = useState<RaRecord | null>(null);
  const [isDeleting, setDeleting] = useState(false);
  const [action, setAction] = useState<ActionDescription | null>(null);
  const { isBusy, save } = useSaving(resource, form, state, setCurrent);
  const title = nameOf(record);

  const write = (etag: unknown) => async () => {
    const body = changes(form, state.values, formValues(form, base));
    if (Object.keys(body).length === 0) return base;
    return changeObject(name, record.id, body, etag as string | null);
  };
  const change = (afterwards: Afterwards) => void save(write(base[ETAG]), afterwards);
  const keys = useRepeatKeys();
  const saveAsNew = () =>
    void save(() => {
      const asNew = usableForm(resource.form, { mayChange: true, isNew: true });
      const body = copied(asNew, state.values);
      return addObject(name, body, keys.of(body));
    }, 'stay');

  /** @param show what becomes of the form once the object is read again */
  async function readAgain(show: (values: Record<string, unknown>) => void) {
    const now = await onRead();
    if (!now) return;
    setBase(now);
    show(formValues(form, now));
  }

  return (
    <>
      <PageTitle title={`${label}: ${title}`} />
      <PageHead title={title}>
        {actionsFor(resource, record).map((one) => (
          <Button
            key={one.name}
            variant="outlined"
            color={one.danger ? 'error' : 'primary'}
            onClick={() => setAction(one)}
          >
            {one.label}
          </Button>
        ))}
        {view_on_site && (
          <Button
            href={view_on_site.replace(':id', String(record.id))}
            target="_blank"
            rel="noreferrer"
            startIcon={<OpenIcon />}
          >
            {text('view_on_site')}
          </Button>
        )}
        <Button component={Link} to={`/${name}/${record.id}/history`} startIcon={<HistoryIcon />}>
          {text('history')}
        </Button>
      </PageHead>
      {panelsOf(resource).map(({ name: screen, Panel }) => (
        <Panel key={screen} resource={resource} record={record} />
      ))}
      <RecordForm
        form={form}
        state={state}
        mayChange={mayChange}
        isBusy={isBusy}
        onSubmit={() => change('list')}
        toolbar={
          mayChange || permissions.delete ? (
            <FormToolbar
              isBusy={isBusy}
              mayChange={mayChange}
              mayAdd={permissions.add}
              onSave={change}
              onSaveAsNew={form.save_as_new && permissions.add ? saveAsNew : undefined}
            >
              {permissions.delete && (
                <Button color="error" startIcon={<DeleteIcon />} onClick={() => setDeleting(true)}>
                  {text('delete')}
                </Button>
              )}
            </FormToolbar>
          ) : null
        }
      />
      {isDeleting && (
        <DeleteDialog
          record={record}
          onClose={() => setDeleting(false)}
          onGone={() => reset(formValues(form, base))}
        />
      )}
      {current && (
        <ConflictDialog
          form={form}
          mine={state.values}
          read={formValues(form, base)}
          theirs={formValues(form, current)}
          onClose={() => setCurrent(null)}
          onTakeTheirs={() => {
            setCurrent(null);
            void readAgain(reset);
          }}
          onKeepMine={() => {
            setCurrent(null);
            // Against what is there now: whoever is quicker still is shown in their turn.
            void save(async () => {
              const now = await readObject(name, record.id);
              return write(now[ETAG])();
            }, 'stay');
          }}
        />
      )}
      {action && (
        <ActionDialog
          resource={resource}
          record={record}
          action={action}
          count={1}
          target={{ ids: [record.id] }}
          onClose={() => setAction(null)}
          onDone={() => void readAgain(state.renew)}
        />
      )}
    </>
  );
}
