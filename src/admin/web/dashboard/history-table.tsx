import { Box, Chip, Link as MuiLink, Stack, Typography } from '@mui/material';
import type { Identifier } from 'react-admin';
import { Link } from 'react-router-dom';
import { useTold } from '../server/description-context.ts';
import { useText } from '../i18n/use-text.ts';
import { labelOf } from '../values/value.tsx';
import { plainText } from '../values/plain-text.ts';
import { dateTimeText } from '../values/value-text.ts';
import { Entry, EntryList } from './entry-list.tsx';

export interface HistoryEntry {
  readonly id: Identifier;
  readonly at: string;
  readonly user: { readonly id: Identifier; readonly label: string } | null;
  readonly action: string;
  readonly action_label?: string;
  readonly changes: readonly {
    readonly field: string;
    readonly label: string;
    readonly from: unknown;
    readonly to: unknown;
  }[];
  /** Told where entries of many objects stand together. */
  readonly resource?: string;
  readonly object_id?: Identifier;
  readonly object_label?: string;
}

/** What was done, latest first. */
export function HistoryTable({
  entries,
  isBrief = false,
}: {
  entries: readonly HistoryEntry[];
  isBrief?: boolean;
}) {
  const text = useText();
  return (
    <EntryList>
      {entries.map((entry) => (
        <Entry key={entry.id}>
          <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography
              variant="body2"
              color="text.secondary"
              sx={{ fontVariantNumeric: 'tabular-nums' }}
            >
              {dateTimeText(entry.at)}
            </Typography>
            <Typography variant="body2">{entry.user?.label ?? text('nobody')}</Typography>
            <ActionName entry={entry} />
            <ObjectName entry={entry} />
          </Stack>
          {!isBrief && entry.changes.length > 0 && (
            <Box component="ul" sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
              {entry.changes.map(({ field, label, from, to }) => (
                <Typography
                  component="li"
                  variant="body2"
                  key={field}
                  sx={{ overflowWrap: 'anywhere' }}
                >
                  <b>{label}</b>: <Said value={from} /> → <Said value={to} />
                </Typography>
              ))}
            </Box>
          )}
        </Entry>
      ))}
    </EntryList>
  );
}

/** Characters of a value that are shown. */
const MOST = 160;

function Said({ value }: { value: unknown }) {
  const isNothing = value === null || value === undefined || value === '';
  return (
    <span>
      {isNothing
        ? '—'
        : plainText(typeof value === 'boolean' ? String(value) : labelOf(value), MOST)}
    </span>
  );
}

function ActionName({ entry }: { entry: HistoryEntry }) {
  const text = useText();
  const { description } = useTold();
  const known: Readonly<Record<string, string>> = {
    add: text('action_add'),
    change: text('action_change'),
    delete: text('action_delete'),
  };
  const resource = description.resources.find(({ name }) => name === entry.resource);
  const declared = [...(resource?.list.actions ?? []), ...(resource?.object_actions ?? [])];
  const label =
    entry.action_label ??
    known[entry.action] ??
    declared.find(({ name }) => name === entry.action)?.label;
  const color =
    entry.action === 'add' ? 'success' : entry.action === 'delete' ? 'error' : 'default';
  return <Chip size="small" color={color} variant="outlined" label={label ?? entry.action} />;
}

function ObjectName({ entry }: { entry: HistoryEntry }) {
  const { description } = useTold();
  const { resource, object_id, object_label } = entry;
  if (!resource) return null;
  const declared = description.resources.find(({ name }) => name === resource);
  const label = `${declared?.label ?? resource} ${object_label ?? object_id ?? ''}`;
  if (!declared || object_id === undefined || entry.action === 'delete') {
    return <Typography variant="body2">{label}</Typography>;
  }
  return (
    <MuiLink component={Link} to={`/${resource}/${object_id}`} variant="body2" underline="hover">
      {label}
    </MuiLink>
  );
}
