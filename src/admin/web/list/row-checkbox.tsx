import { Checkbox } from '@mui/material';
import { useListContext, type RaRecord } from 'react-admin';
import { useText } from '../i18n/use-text.ts';
import { useResource } from '../server/description-context.ts';
import { nameOf } from '../values/name-of.ts';

/** Chooses a row for an action; nothing where there is none. */
export function RowCheckbox({ row }: { row: RaRecord }) {
  const text = useText();
  const { list } = useResource();
  const { selectedIds, onToggleItem } = useListContext();
  if (list.actions.length === 0) return null;
  return (
    <Checkbox
      size="small"
      sx={{ p: 0.5, alignSelf: 'flex-start' }}
      checked={selectedIds.includes(row.id)}
      onChange={() => onToggleItem(row.id)}
      slotProps={{ input: { 'aria-label': text('select_row', { name: nameOf(row) }) } }}
    />
  );
}
