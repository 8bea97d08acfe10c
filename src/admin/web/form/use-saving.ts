import { useQueryClient } from '@tanstack/react-query';
import type { Identifier, RaRecord } from 'react-admin';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router-dom';
import { ETAG } from '../server/data-provider.ts';
import type { FormDescription, ResourceDescription } from '../server/description.ts';
import type { FormState } from './form-state.ts';
import type { Afterwards } from './form-toolbar.tsx';
import { formValues } from './initial-values.ts';
import { useWriting } from './use-writing.ts';

/**
 * Writes the form of a page and goes where whoever saves wants to.
 *
 * @param onConflict somebody else was quicker
 */
export function useSaving(
  resource: ResourceDescription,
  form: FormDescription,
  state: FormState,
  onConflict?: (current: RaRecord) => void,
) {
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { isBusy, write } = useWriting(form, state, onConflict);

  const save = (send: () => Promise<RaRecord>, afterwards: Afterwards): Promise<void> =>
    write(send, (record) => {
      // Without its version the next change would ask nobody whether it is still the same.
      if (record[ETAG]) queries.setQueryData(objectKey(resource.name, record.id), record);
      const next = afterwards === 'add' ? formValues(form) : formValues(form, record);
      // The form must know that nothing is unsaved before the page is left.
      flushSync(() => state.reset(next));
      if (afterwards === 'list') void navigate(`/${resource.name}`);
      if (afterwards === 'add') void navigate(`/${resource.name}/create`);
      if (afterwards === 'stay')
        void navigate(`/${resource.name}/${encodeURIComponent(String(record.id))}`);
    });

  return { isBusy, save };
}

export const objectKey = (resource: string, id: Identifier): unknown[] => [
  'object',
  resource,
  String(id),
];
