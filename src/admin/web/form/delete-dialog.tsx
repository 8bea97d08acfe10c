import { Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, type HttpError, type RaRecord } from 'react-admin';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router-dom';
import { checkSignedIn } from '../server/auth-provider.ts';
import { useResource } from '../server/description-context.ts';
import { objectPath } from '../server/data-provider.ts';
import { call } from '../server/http.ts';
import { useText } from '../i18n/use-text.ts';
import { DeletionSummary, useDeletion } from './deletion.tsx';
import { nameOf } from '../values/name-of.ts';

interface Props {
  readonly record: RaRecord;
  onClose(): void;
  /** The object is gone; the page is about to be left. */
  onGone(): void;
}

/** Deletes an object once whoever asked has seen what goes with it. */
export function DeleteDialog({ record, onClose, onGone }: Props) {
  const text = useText();
  const notify = useNotify();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { name } = useResource();
  const [refusal, setRefusal] = useState<Partial<HttpError> | null>(null);
  const [isBusy, setBusy] = useState(false);
  const path = objectPath(name, record.id);
  const deletion = useDeletion(`${path}dependants/`, undefined, refusal);
  const shown = nameOf(record);

  async function remove() {
    setBusy(true);
    try {
      await call('DELETE', path);
      flushSync(onGone);
      notify('admin.deleted', { type: 'success', messageArgs: { name: shown } });
      void queries.invalidateQueries({ queryKey: [name] });
      void navigate(`/${name}`);
    } catch (error) {
      setRefusal(error as HttpError);
      setBusy(false);
      await checkSignedIn(error);
    }
  }

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={isBusy ? undefined : onClose}>
      <DialogTitle sx={{ overflowWrap: 'anywhere' }}>
        {text('delete_title', { name: shown })}
      </DialogTitle>
      <DialogContent>
        <DeletionSummary deletion={deletion} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={isBusy}>
          {text('cancel')}
        </Button>
        <Button
          color="error"
          variant="contained"
          disabled={isBusy || !deletion.isPossible}
          onClick={() => void remove()}
        >
          {text('delete')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
