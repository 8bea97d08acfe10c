import { useMemo } from 'react';
import { Title } from 'react-admin';
import { useLocation } from 'react-router-dom';
import { useResource } from '../server/description-context.ts';
import { dataProvider } from '../server/data-provider.ts';
import { useText } from '../i18n/use-text.ts';
import { additions } from './changes.ts';
import { useFormState } from './form-state.ts';
import { FormToolbar, type Afterwards } from './form-toolbar.tsx';
import { formValues } from './initial-values.ts';
import { PageHead } from './page-head.tsx';
import { RecordForm } from './record-form.tsx';
import { usableForm } from './usable-form.ts';
import { useSaving } from './use-saving.ts';

/** Adds an object. */
export function CreatePage() {
  const text = useText();
  const resource = useResource();
  // Another page may know some values already.
  const given = (useLocation().state as { values?: object } | null)?.values;
  const { name, label } = resource;
  const form = useMemo(
    () => usableForm(resource.form, { mayChange: true, isNew: true }),
    [resource],
  );
  const state = useFormState(form, { ...formValues(form), ...given });
  const { isBusy, save } = useSaving(resource, form, state);
  const add = (afterwards: Afterwards) =>
    save(
      async () => (await dataProvider.create(name, { data: additions(form, state.values) })).data,
      afterwards,
    );
  const title = text('add_to', { name: label });
  return (
    <>
      <Title title={title} />
      <PageHead title={title} />
      <RecordForm
        form={form}
        state={state}
        mayChange
        onSubmit={() => void add('list')}
        toolbar={
          <FormToolbar isBusy={isBusy} mayAdd onSave={(afterwards) => void add(afterwards)} />
        }
      />
    </>
  );
}
