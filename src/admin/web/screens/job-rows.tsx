import { Box, Stack, Typography } from '@mui/material';
import { Cell } from '../list/cell.tsx';
import { RowActions } from '../list/row-actions.tsx';
import { RowCheckbox } from '../list/row-checkbox.tsx';
import { useColumns, type RowsProps } from '../list/row-table.tsx';

/** Jobs that have failed for good, each with the whole of its complaint. */
export default function JobRows({ rows, edits, isLocked }: RowsProps) {
  const columns = useColumns().filter(({ name }) => name !== 'error');
  return (
    <Box>
      {rows.map((row) => (
        <Box
          key={row.id}
          sx={{ p: 1.5, borderTop: 1, borderColor: 'divider', display: 'flex', gap: 1 }}
        >
          <RowCheckbox row={row} />
          <Box sx={{ flex: 1, minWidth: 0 }}>
            <Stack direction="row" sx={{ gap: 2, flexWrap: 'wrap', alignItems: 'center' }}>
              {columns.map((column) => (
                <Box key={column.name}>
                  <Typography variant="caption" color="text.secondary" sx={{ display: 'block' }}>
                    {column.label}
                  </Typography>
                  <Cell row={row} column={column} edit={edits.of(row)} isLocked={isLocked} />
                </Box>
              ))}
              <Box sx={{ ml: 'auto' }}>
                <RowActions row={row} />
              </Box>
            </Stack>
            {row.error && (
              <Box
                component="pre"
                sx={{
                  m: 0,
                  mt: 1,
                  p: 1,
                  maxHeight: 240,
                  overflow: 'auto',
                  fontSize: 12,
                  whiteSpace: 'pre-wrap',
                  overflowWrap: 'anywhere',
                  bgcolor: 'action.hover',
                  borderRadius: 1,
                }}
              >
                {String(row.error)}
              </Box>
            )}
          </Box>
        </Box>
      ))}
    </Box>
  );
}
