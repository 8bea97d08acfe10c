import { Box, Stack, Typography } from '@mui/material';
import { Cell } from '../list/cell.tsx';
import { RowActions } from '../list/row-actions.tsx';
import { RowCheckbox } from '../list/row-checkbox.tsx';
import { useColumns, type RowsProps } from '../list/row-table.tsx';
import { useResource } from '../server/description-context.ts';

/** What people wrote, to be read one after another, each with what may be done about it. */
export default function CommentStream({ rows, edits, isLocked }: RowsProps) {
  const resource = useResource();
  const columns = useColumns();
  const about = columns.filter(({ name }) => name !== 'text');
  return (
    <Box role="feed" aria-label={resource.label_plural}>
      {rows.map((row) => (
        <Box
          component="article"
          key={row.id}
          sx={{ p: 1.5, borderTop: 1, borderColor: 'divider', display: 'flex', gap: 1 }}
        >
          <RowCheckbox row={row} />
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Stack
              direction="row"
              sx={{
                gap: '2px 12px',
                flexWrap: 'wrap',
                alignItems: 'center',
                color: 'text.secondary',
                fontSize: 13,
              }}
            >
              {about.map((column) => (
                <Box
                  key={column.name}
                  title={column.label}
                  sx={{ display: 'flex', gap: 0.5, alignItems: 'center' }}
                >
                  {column.type === 'boolean' || column.type === 'integer'
                    ? `${column.label}: `
                    : null}
                  <Cell row={row} column={column} edit={edits.of(row)} isLocked={isLocked} />
                </Box>
              ))}
            </Stack>
            <Typography sx={{ my: 0.75, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {String(row.text ?? '')}
            </Typography>
            <RowActions row={row} />
          </Box>
        </Box>
      ))}
    </Box>
  );
}
