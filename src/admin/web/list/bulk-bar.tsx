import { Box, Button, Link, Stack, Typography } from '@mui/material';
import { useState } from 'react';
import { useListContext } from 'react-admin';
import { useResource } from '../server/description-context.ts';
import type { ActionDescription } from '../server/description.ts';
import { useText } from '../i18n/use-text.ts';
import { ActionDialog } from './action-dialog.tsx';

interface BulkBarProps {
  readonly isAllMatching: boolean;
  onAllMatching(isAll: boolean): void;
}

/** What may be done to the rows that are chosen, or to all that match. */
export function BulkBar({ isAllMatching, onAllMatching }: BulkBarProps) {
  const text = useText();
  const resource = useResource();
  const { list } = resource;
  const {
    selectedIds,
    onUnselectItems,
    total = 0,
    data = [],
    filterValues,
    refetch,
  } = useListContext();
  const [action, setAction] = useState<ActionDescription | null>(null);
  const count = isAllMatching ? total : selectedIds.length;
  if (selectedIds.length === 0) return null;

  const clear = () => {
    onUnselectItems();
    onAllMatching(false);
  };
  const isWholePage = data.length > 0 && data.every(({ id }) => selectedIds.includes(id));
  return (
    <Box role="toolbar" aria-label={text('actions')} sx={{ p: 1, bgcolor: 'action.hover' }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
        <Typography variant="body2">
          {isAllMatching
            ? text('all_matching_selected', { count: total })
            : text('selected', { smart_count: selectedIds.length })}
        </Typography>
        {!isAllMatching && isWholePage && total > data.length && (
          <Link component="button" variant="body2" onClick={() => onAllMatching(true)}>
            {text('select_all_matching', { count: total })}
          </Link>
        )}
        <Link component="button" variant="body2" onClick={clear}>
          {text('clear_selection')}
        </Link>
        <Stack direction="row" sx={{ gap: 1, ml: 'auto', flexWrap: 'wrap' }}>
          {list.actions.map((one) => (
            <Button
              key={one.name}
              variant="outlined"
              color={one.danger ? 'error' : 'primary'}
              onClick={() => setAction(one)}
            >
              {one.label}
            </Button>
          ))}
        </Stack>
      </Stack>
      {action && (
        <ActionDialog
          resource={resource}
          action={action}
          count={count}
          target={
            isAllMatching ? { all: true, filters: filterValues as object } : { ids: selectedIds }
          }
          onClose={() => setAction(null)}
          onDone={() => {
            clear();
            void refetch();
          }}
        />
      )}
    </Box>
  );
}
