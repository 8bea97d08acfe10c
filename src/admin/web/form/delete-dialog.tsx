import {
  Alert,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  LinearProgress,
  Typography,
} from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNotify, type HttpError, type RaRecord } from 'react-admin';
import { flushSync } from 'react-dom';
import { useNavigate } from 'react-router-dom';
import { useResource } from '../server/description-context.ts';
import { objectPath } from '../server/data-provider.ts';
import { call } from '../server/http.ts';
import { useText } from '../i18n/use-text.ts';
import { DependantList, type Dependant } from './dependant-list.tsx';
import { nameOf } from '../values/name-of.ts';

interface Dependants {
  readonly dependants: readonly Dependant[];
  readonly protected: readonly Dependant[];
}

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
  const [problem, setProblem] = useState<Partial<HttpError> | null>(null);
  const [isBusy, setBusy] = useState(false);
  const path = objectPath(name, record.id);
  const dependants = useQuery({
    queryKey: ['dependants', name, record.id],
    queryFn: async ({ signal }) =>
      (await call<Dependants>('GET', `${path}dependants/`, { signal })).data,
    gcTime: 0,
  });
  const shown = nameOf(record);
  const kept =
    (problem?.body?.protected as readonly Dependant[] | undefined) ??
    dependants.data?.protected ??
    [];

  async function remove() {
    setBusy(true);
    try {
      await call('DELETE', path);
      flushSync(onGone);
      notify('admin.deleted', { type: 'success', messageArgs: { name: shown } });
      void queries.invalidateQueries({ queryKey: [name] });
      void navigate(`/${name}`);
    } catch (error) {
      setProblem(error as HttpError);
      setBusy(false);
    }
  }

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={isBusy ? undefined : onClose}>
      <DialogTitle>{text('delete_title', { name: shown })}</DialogTitle>
      <DialogContent>
        {dependants.isPending && (
          <>
            <Typography variant="body2">{text('counting')}</Typography>
            <LinearProgress sx={{ mt: 1 }} />
          </>
        )}
        {(problem ?? dependants.error) && (
          <Alert severity="error">{problem?.message ?? dependants.error?.message}</Alert>
        )}
        {kept.length > 0 && (
          <>
            <Alert severity="warning">{text('delete_protected')}</Alert>
            <DependantList dependants={kept} />
          </>
        )}
        {dependants.data && kept.length === 0 && (
          <>
            <Typography variant="body2">
              {text(
                dependants.data.dependants.length > 0 ? 'delete_dependants' : 'delete_nothing_else',
              )}
            </Typography>
            <DependantList dependants={dependants.data.dependants} />
          </>
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose} disabled={isBusy}>
          {text('cancel')}
        </Button>
        <Button
          color="error"
          variant="contained"
          disabled={isBusy || dependants.isPending || kept.length > 0}
          onClick={() => void remove()}
        >
          {text('delete')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
