import { Checkbox } from '@mui/material';
import { useListContext, type RaRecord } from 'react-admin';
import { useText } from '../i18n/use-text.ts';
import { useResource } from '../server/description-context.ts';
import { nameOf } from '../values/name-of.ts';

/** Chooses all rows of the page, or none; nothing where there is no action. */
export function PageCheckbox({ rows }: { rows: readonly RaRecord[] }) {
  const text = useText();
  const { list } = useResource();
  const { selectedIds, onSelect } = useListContext();
  if (list.actions.length === 0) return null;
  const ids = rows.map(({ id }) => id);
  const chosen = ids.filter((id) => selectedIds.includes(id)).length;

  function choose(isChosen: boolean) {
    const others = selectedIds.filter((id) => !ids.includes(id));
    onSelect(isChosen ? [...others, ...ids] : others);
  }

  return (
    <Checkbox
      size="small"
      checked={chosen > 0 && chosen === ids.length}
      indeterminate={chosen > 0 && chosen < ids.length}
      onChange={(_event, isChosen) => choose(isChosen)}
      slotProps={{ input: { 'aria-label': text('select_page') } }}
    />
  );
}

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
