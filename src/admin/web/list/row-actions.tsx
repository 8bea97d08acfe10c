import { Button, Stack } from '@mui/material';
import { useState } from 'react';
import { useListContext, type RaRecord } from 'react-admin';
import { useResource } from '../server/description-context.ts';
import type { ActionDescription } from '../server/description.ts';
import { nameOf } from '../values/name-of.ts';
import { ActionDialog } from './action-dialog.tsx';

/** What may be done about one row, in the row itself. */
export function RowActions({ row }: { row: RaRecord }) {
  const resource = useResource();
  const { refetch } = useListContext();
  const [chosen, choose] = useState<ActionDescription | null>(null);
  return (
    <>
      <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap' }}>
        {resource.list.actions.map((action) => (
          <Button
            key={action.name}
            variant="outlined"
            color={action.danger ? 'error' : 'primary'}
            aria-label={`${action.label}: ${nameOf(row)}`}
            onClick={() => choose(action)}
          >
            {action.label}
          </Button>
        ))}
      </Stack>
      {chosen && (
        <ActionDialog
          resource={resource}
          action={chosen}
          count={1}
          target={{ ids: [row.id] }}
          onClose={() => choose(null)}
          onDone={() => void refetch()}
        />
      )}
    </>
  );
}
