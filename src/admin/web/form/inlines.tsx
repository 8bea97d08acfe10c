import AddIcon from '@mui/icons-material/Add';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import UndoIcon from '@mui/icons-material/Undo';
import {
  Alert,
  Box,
  Button,
  Card,
  IconButton,
  Paper,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  Tooltip,
  Typography,
  useMediaQuery,
  type Theme,
} from '@mui/material';
import type { InlineDescription } from '../server/description.ts';
import { NON_FIELD_ERRORS } from '../server/field-errors.ts';
import { useText } from '../i18n/use-text.ts';
import { ValueInput } from '../inputs/value-input.tsx';
import { DELETED } from './changes.ts';
import { useForm } from './form-state.ts';
import { emptyRow, KEY } from './initial-values.ts';

type Row = Readonly<Record<string, unknown>>;

interface RowProps {
  readonly inline: InlineDescription;
  readonly row: Row;
  readonly index: number;
  onChange(name: string, value: unknown): void;
  /** A new row goes at once, a stored one when the form is saved. */
  onRemove?(): void;
}

/** Rows of another table that belong to the object: Django's `TabularInline` and `StackedInline`. */
export function Inline({ inline }: { inline: InlineDescription }) {
  const text = useText();
  const { values, errors, idOf, update } = useForm();
  const mayChange = !inline.read_only;
  const isWide = useMediaQuery<Theme>((theme) => theme.breakpoints.up('md'));
  const rows = (values[inline.name] ?? []) as readonly Row[];
  const kept = rows.filter((row) => !row[DELETED]).length;
  const complaint = errors.byPath.get(inline.name);
  const Layout = inline.style === 'tabular' && isWide ? TabularRows : StackedRows;

  // By its key: a picture may still be on its way while rows come and go.
  const change = (key: string, changed: (row: Row) => Row | null) =>
    update<readonly Row[]>(inline.name, (before) =>
      before.flatMap((row): readonly Row[] => {
        const after = rowKey(row) === key ? changed(row) : row;
        return after ? [after] : [];
      }),
    );
  const items = rows.map((row, index) => {
    const key = rowKey(row);
    const mayGo = row[DELETED] === true || kept > inline.min || isNew(row);
    return {
      inline,
      row,
      index,
      onChange: (name: string, value: unknown) => change(key, (now) => ({ ...now, [name]: value })),
      onRemove:
        mayChange && mayGo
          ? () => change(key, (now) => (isNew(now) ? null : { ...now, [DELETED]: !now[DELETED] }))
          : undefined,
    };
  });
  return (
    <Paper
      variant="outlined"
      component="section"
      aria-label={inline.label}
      sx={{ p: 2, minWidth: 0 }}
    >
      <Typography
        id={idOf(`${inline.name}-rows`)}
        variant="subtitle2"
        component="h2"
        sx={{ mb: 1 }}
      >
        {inline.label}
      </Typography>
      {complaint && (
        <Alert severity="error" sx={{ mb: 1 }}>
          {complaint}
        </Alert>
      )}
      {items.length > 0 && <Layout items={items} />}
      {mayChange && (inline.max === null || kept < inline.max) && (
        <Button
          sx={{ mt: 1 }}
          startIcon={<AddIcon />}
          onClick={() =>
            update<readonly Row[]>(inline.name, (before) => [...before, emptyRow(inline)])
          }
        >
          {text('add_to', { name: inline.label })}
        </Button>
      )}
    </Paper>
  );
}

function TabularRows({ items }: { items: readonly RowProps[] }) {
  const { idOf } = useForm();
  const [first] = items;
  if (!first) return null;
  const { fields } = first.inline;
  return (
    <TableContainer>
      <Table size="small" aria-labelledby={idOf(`${first.inline.name}-rows`)}>
        <TableHead>
          <TableRow>
            {Object.entries(fields).map(([name, { label, required }]) => (
              <TableCell key={name}>
                {label}
                {required && ' *'}
              </TableCell>
            ))}
            <TableCell component="td" />
          </TableRow>
        </TableHead>
        <TableBody>
          {items.map((item) => (
            <TableRow
              key={rowKey(item.row)}
              sx={{ opacity: item.row[DELETED] ? 0.45 : 1, verticalAlign: 'middle' }}
            >
              {Object.keys(fields).map((name) => (
                <TableCell key={name} sx={{ minWidth: 90 }}>
                  <RowInput {...item} name={name} compact />
                </TableCell>
              ))}
              <TableCell align="right">
                <RowError {...item} />
                <RemoveButton {...item} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function StackedRows({ items }: { items: readonly RowProps[] }) {
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {items.map((item) => (
        <Card
          key={rowKey(item.row)}
          variant="outlined"
          sx={{ p: 1.5, opacity: item.row[DELETED] ? 0.45 : 1 }}
        >
          <Box sx={{ display: 'flex', justifyContent: 'space-between', minHeight: 34 }}>
            <Typography variant="caption" color="text.secondary">
              {item.inline.label} {item.index + 1}
            </Typography>
            <RemoveButton {...item} />
          </Box>
          <RowError {...item} />
          <Box
            sx={{
              display: 'grid',
              gap: 1.5,
              gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' },
            }}
          >
            {Object.keys(item.inline.fields).map((name) => (
              <RowInput key={name} {...item} name={name} />
            ))}
          </Box>
        </Card>
      ))}
    </Box>
  );
}

const isNew = (row: Row): boolean => row.id === undefined || row.id === null;

const rowKey = (row: Row): string => String(isNew(row) ? row[KEY] : row.id);

function RowInput({
  inline,
  row,
  index,
  name,
  compact,
  onChange,
}: RowProps & { name: string; compact?: boolean }) {
  const { errors, idOf, forgive } = useForm();
  const field = inline.fields[name];
  if (!field) return null;
  const path = `${inline.name}.${index}.${name}`;
  const label = compact ? `${field.label} ${index + 1}` : field.label;
  return (
    <ValueInput
      id={idOf(path)}
      field={{ ...field, label, read_only: field.read_only || row[DELETED] === true }}
      compact={compact}
      value={row[name]}
      error={errors.byPath.get(path)}
      onChange={(value) => {
        onChange(name, value);
        forgive(path);
      }}
    />
  );
}

function RowError({ inline, index }: RowProps) {
  const { errors } = useForm();
  const complaint = errors.byPath.get(`${inline.name}.${index}.${NON_FIELD_ERRORS}`);
  return complaint ? <Alert severity="error">{complaint}</Alert> : null;
}

function RemoveButton({ row, inline, index, onRemove }: RowProps) {
  const text = useText();
  if (!onRemove) return null;
  const isDeleted = row[DELETED] === true;
  const label = `${text(isDeleted ? 'undelete' : 'delete')}: ${inline.label} ${index + 1}`;
  return (
    <Tooltip title={isDeleted ? text('to_be_deleted') : text('delete')}>
      <IconButton size="small" aria-label={label} onClick={onRemove}>
        {isDeleted ? <UndoIcon fontSize="small" /> : <DeleteIcon fontSize="small" />}
      </IconButton>
    </Tooltip>
  );
}
