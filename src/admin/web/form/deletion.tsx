import { Alert, LinearProgress, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { HttpError } from 'react-admin';
import { call, type Query } from '../server/http.ts';
import { useText } from '../i18n/use-text.ts';
import { DependantList, type Dependant } from './dependant-list.tsx';

interface Dependants {
  readonly dependants: readonly Dependant[];
  readonly protected: readonly Dependant[];
  /** What would go as well and may not be deleted by whoever asks. */
  readonly forbidden: readonly string[];
}

/** What is known of a deletion that somebody is about to decide on. */
export interface Deletion {
  readonly known: Dependants | undefined;
  readonly problem: string | undefined;
  readonly kept: readonly Dependant[];
  /** It may be asked for: everything that goes with it is told, and nothing stands in its way. */
  readonly isPossible: boolean;
}

/**
 * Looks for what would go with objects. DJANGO: ModelAdmin.get_deleted_objects
 *
 * @param path where the server tells it; null: nothing is to be deleted
 * @param refusal what the server has said to an attempt
 */
export function useDeletion(
  path: string | null,
  query?: Query,
  refusal?: Partial<HttpError> | null,
): Deletion {
  const { data, error } = useQuery({
    queryKey: ['dependants', path, query],
    queryFn: async ({ signal }) => (await call<Dependants>('GET', path!, { query, signal })).data,
    enabled: path !== null,
    gcTime: 0,
  });
  const refused = refusal?.body?.protected as readonly Dependant[] | undefined;
  const kept = refused ?? data?.protected ?? [];
  const isPossible = data !== undefined && kept.length === 0 && data.forbidden.length === 0;
  return { known: data, problem: refusal?.message ?? error?.message, kept, isPossible };
}

/** Tells what goes with objects, or what keeps them. DJANGO: delete_confirmation.html */
export function DeletionSummary({ deletion }: { deletion: Deletion }) {
  const text = useText();
  const { known, problem, kept } = deletion;
  const forbidden = known?.forbidden ?? [];
  return (
    <>
      {problem && <Alert severity="error">{problem}</Alert>}
      {!known && !problem && (
        <>
          <Typography variant="body2">{text('counting')}</Typography>
          <LinearProgress sx={{ mt: 1 }} aria-label={text('counting')} />
        </>
      )}
      {kept.length > 0 && (
        <>
          <Alert severity="warning">{text('delete_protected')}</Alert>
          <DependantList dependants={kept} />
        </>
      )}
      {forbidden.length > 0 && (
        <Alert severity="warning">
          {text('delete_forbidden', { names: forbidden.join(text('list_separator')) })}
        </Alert>
      )}
      {known && kept.length === 0 && (
        <>
          <Typography variant="body2" sx={{ mt: 1 }}>
            {text(known.dependants.length > 0 ? 'delete_dependants' : 'delete_nothing_else')}
          </Typography>
          <DependantList dependants={known.dependants} />
        </>
      )}
    </>
  );
}
