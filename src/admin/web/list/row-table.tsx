import {
  Checkbox,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TableSortLabel,
} from '@mui/material';
import { memo, useMemo } from 'react';
import { useListContext, type Identifier, type RaRecord } from 'react-admin';
import { useResource } from '../server/description-context.ts';
import type { ColumnDescription } from '../server/description.ts';
import { NON_FIELD_ERRORS } from '../server/field-errors.ts';
import { KEPT_IN_SIGHT } from '../layout/theme.ts';
import { useText } from '../i18n/use-text.ts';
import { Cell } from './cell.tsx';
import { PageCheckbox } from './row-checkbox.tsx';
import { RowComplaint } from './row-complaint.tsx';
import { complaintOf, type RowEdit, type RowEdits } from './use-row-edits.ts';
import { nameOf } from '../values/name-of.ts';

export interface RowsProps {
  readonly rows: readonly RaRecord[];
  readonly edits: RowEdits;
  /** An action is about to be done to all that match: nothing is edited meanwhile. */
  readonly isLocked: boolean;
}

/** The columns of a list; one of them leads to the object. */
export function useColumns(): readonly ColumnDescription[] {
  const { columns } = useResource().list;
  return useMemo(() => {
    if (columns.some(({ link }) => link)) return columns;
    return columns.map((column, index) => (index === 0 ? { ...column, link: true } : column));
  }, [columns]);
}

const isNumber = ({ type }: ColumnDescription): boolean =>
  ['integer', 'decimal', 'money', 'percent'].includes(type);

/** What is broken anywhere where there is no room, but not after every letter. */
const isText = ({ type }: ColumnDescription): boolean => ['text', 'related'].includes(type);

/** Rows as a table, for screens that are wide enough. */
export function RowTable({ rows, edits, isLocked }: RowsProps) {
  const { list, label_plural } = useResource();
  const columns = useColumns();
  const { selectedIds, onToggleItem } = useListContext();
  const isSelectable = list.actions.length > 0;

  return (
    <TableContainer>
      <Table size="small" aria-label={label_plural}>
        <TableHead>
          <TableRow>
            {isSelectable && (
              <TableCell padding="checkbox">
                <PageCheckbox rows={rows} />
              </TableCell>
            )}
            {columns.map((column) => (
              <HeadCell key={column.name} column={column} />
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {rows.map((row) => (
            <Line
              key={row.id}
              row={row}
              {...edits.of(row)}
              columns={columns}
              isLocked={isLocked}
              isChosen={isSelectable ? selectedIds.includes(row.id) : undefined}
              onToggle={onToggleItem}
            />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

interface LineProps extends RowEdit {
  readonly row: RaRecord;
  readonly columns: readonly ColumnDescription[];
  readonly isLocked: boolean;
  /** Undefined: there is nothing to choose it for. */
  readonly isChosen: boolean | undefined;
  onToggle(id: Identifier): void;
}

/** A row; it is drawn again only when something of it changes, or typing would be slow. */
const Line = memo(function Line({
  row,
  columns,
  isLocked,
  isChosen,
  onToggle,
  ...edit
}: LineProps) {
  const text = useText();
  const complaint = complaintOf(edit, NON_FIELD_ERRORS);
  return (
    <>
      <TableRow hover selected={edit.values !== undefined}>
        {isChosen !== undefined && (
          <TableCell padding="checkbox">
            <Checkbox
              size="small"
              checked={isChosen}
              onChange={() => onToggle(row.id)}
              slotProps={{ input: { 'aria-label': text('select_row', { name: nameOf(row) }) } }}
            />
          </TableCell>
        )}
        {columns.map((column) => (
          <TableCell
            key={column.name}
            align={isNumber(column) ? 'right' : 'left'}
            sx={{
              maxWidth: 320,
              overflowWrap: 'anywhere',
              minWidth: column.link ? 130 : isText(column) ? 68 : undefined,
              ...(column.link && KEPT_IN_SIGHT),
            }}
          >
            <Cell row={row} column={column} edit={edit} isLocked={isLocked} />
          </TableCell>
        ))}
      </TableRow>
      {complaint && (
        <TableRow>
          <TableCell colSpan={columns.length + 1}>
            <RowComplaint edit={edit} />
          </TableCell>
        </TableRow>
      )}
    </>
  );
});

function HeadCell({ column }: { column: ColumnDescription }) {
  const { name, label, sortable, link } = column;
  const { sort, setSort } = useListContext();
  const isActive = sort.field === name;
  const isUp = sort.order === 'ASC';
  const direction = isActive ? (isUp ? 'ascending' : 'descending') : undefined;
  return (
    <TableCell
      align={isNumber(column) ? 'right' : 'left'}
      aria-sort={direction}
      sx={{
        wordBreak: 'keep-all',
        fontWeight: 600,
        lineHeight: 1.3,
        ...(link && KEPT_IN_SIGHT),
      }}
    >
      {sortable ? (
        <TableSortLabel
          active={isActive}
          direction={isActive && !isUp ? 'desc' : 'asc'}
          onClick={() => setSort({ field: name, order: isActive && isUp ? 'DESC' : 'ASC' })}
        >
          {label}
        </TableSortLabel>
      ) : (
        label
      )}
    </TableCell>
  );
}
