import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useNotify, type HttpError, type RaRecord } from 'react-admin';
import { checkSignedIn } from '../server/auth-provider.ts';
import type { FormDescription } from '../server/description.ts';
import { isUploading } from '../inputs/use-upload.ts';
import { nameOf } from '../values/name-of.ts';
import type { FormState } from './form-state.ts';
import { placed } from './server-errors.ts';

/** Queries that a write leaves as they are. */
const FIXED: ReadonlySet<unknown> = new Set(['session', 'description', 'object']);

/**
 * Writes a form; what the server refuses is put to its place.
 *
 * @param onConflict somebody else was quicker
 */
export function useWriting(
  form: FormDescription,
  state: FormState,
  onConflict?: (current: RaRecord) => void,
) {
  const notify = useNotify();
  const queries = useQueryClient();
  const [isBusy, setBusy] = useState(false);
  const isUnderWay = useRef(false);

  /** @param done told what is written, once it is */
  async function write(
    send: () => Promise<RaRecord>,
    done: (record: RaRecord) => void,
  ): Promise<void> {
    if (isUnderWay.current) return;
    if (isUploading()) {
      notify('admin.still_uploading', { type: 'warning' });
      return;
    }
    isUnderWay.current = true;
    setBusy(true);
    try {
      const record = await send();
      setBusy(false);
      void queries.invalidateQueries({ predicate: ({ queryKey }) => !FIXED.has(queryKey[0]) });
      notify('admin.saved', { type: 'success', messageArgs: { name: nameOf(record) } });
      done(record);
    } catch (error) {
      setBusy(false);
      await refuse(error as HttpError);
    } finally {
      isUnderWay.current = false;
    }
  }

  async function refuse(error: HttpError) {
    const { status, body, message } = error;
    if (status === 412 && body?.current && onConflict) {
      onConflict(body.current as RaRecord);
      return;
    }
    if (body?.errors) {
      state.refuse(placed(form, body.errors, state.values));
      notify('admin.form_wrong', { type: 'error' });
      return;
    }
    state.refuse({ byPath: new Map(), lines: [message] });
    notify(message, { type: 'error', messageArgs: { _: message } });
    await checkSignedIn(error);
  }

  return { isBusy, write };
}
