import { useMemo } from 'react';
import { useLocation } from 'react-router-dom';
import { useResource } from '../server/description-context.ts';
import { addObject } from '../server/data-provider.ts';
import { useRepeatKeys } from '../server/use-repeat-key.ts';
import { PageTitle } from '../layout/page-title.tsx';
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
  const keys = useRepeatKeys();
  const add = (afterwards: Afterwards) =>
    save(async () => {
      const body = additions(form, state.values);
      const added = await addObject(name, body, keys.of(body));
      keys.renew();
      return added;
    }, afterwards);
  const title = text('add_to', { name: label });
  return (
    <>
      <PageTitle title={title} />
      <PageHead title={title} />
      <RecordForm
        form={form}
        state={state}
        mayChange
        isBusy={isBusy}
        onSubmit={() => void add('list')}
        toolbar={
          <FormToolbar isBusy={isBusy} mayAdd onSave={(afterwards) => void add(afterwards)} />
        }
      />
    </>
  );
}
