import { Box, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useListContext } from 'react-admin';
import { useText } from '../i18n/use-text.ts';
import { Cell } from './cell.tsx';
import { PageCheckbox, RowCheckbox } from './row-checkbox.tsx';
import { RowComplaint } from './row-complaint.tsx';
import { useColumns, type RowsProps } from './row-table.tsx';

/** Rows as cards, for telephones. */
export function RowCards({ rows, edits, isLocked }: RowsProps) {
  const columns = useColumns();
  const pictures = columns.filter(({ type }) => type === 'image');
  const [head, ...others] = columns
    .filter((column) => !pictures.includes(column))
    .sort((one, other) => Number(other.link) - Number(one.link));

  return (
    <Box>
      <Stack direction="row" sx={{ p: 1.25, pb: 1, gap: 1, alignItems: 'center' }}>
        <PageCheckbox rows={rows} />
        <SortBy />
      </Stack>
      {rows.map((row) => {
        const edit = edits.of(row);
        const cell = { row, edit, isLocked };
        return (
          <Stack
            key={row.id}
            direction="row"
            spacing={1}
            sx={{
              p: 1.25,
              borderTop: 1,
              borderColor: 'divider',
              bgcolor: edit.values ? 'action.selected' : undefined,
            }}
          >
            <RowCheckbox row={row} />
            {pictures.slice(0, 1).map((column) => (
              <Cell key={column.name} column={column} {...cell} />
            ))}
            <Box sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
              {head && (
                <Box sx={{ fontWeight: 600, mb: 0.5 }}>
                  <Cell column={head} {...cell} />
                </Box>
              )}
              <Box
                sx={{
                  display: 'grid',
                  gridTemplateColumns: 'auto 1fr',
                  gap: '2px 10px',
                  alignItems: 'center',
                }}
              >
                {others.map((column) => (
                  <Box key={column.name} sx={{ display: 'contents' }}>
                    <Typography variant="caption" color="text.secondary">
                      {column.label}
                    </Typography>
                    <Box sx={{ fontSize: 14, minWidth: 0 }}>
                      <Cell column={column} {...cell} />
                    </Box>
                  </Box>
                ))}
              </Box>
              <RowComplaint edit={edit} />
            </Box>
          </Stack>
        );
      })}
    </Box>
  );
}

/** What heads of columns do in a table. */
function SortBy() {
  const text = useText();
  const columns = useColumns().filter(({ sortable }) => sortable);
  const { sort, setSort } = useListContext();
  if (columns.length === 0) return null;
  const value = `${sort.order === 'DESC' ? '-' : ''}${sort.field}`;
  const options = columns.flatMap(({ name, label }) => [
    { value: name, label: `${label} ↑` },
    { value: `-${name}`, label: `${label} ↓` },
  ]);
  return (
    <TextField
      select
      label={text('sort_by')}
      value={options.some((option) => option.value === value) ? value : ''}
      onChange={({ target }) =>
        setSort({
          field: target.value.replace(/^-/, ''),
          order: target.value.startsWith('-') ? 'DESC' : 'ASC',
        })
      }
      sx={{ minWidth: 160 }}
    >
      {options.map((option) => (
        <MenuItem key={option.value} value={option.value}>
          {option.label}
        </MenuItem>
      ))}
    </TextField>
  );
}
