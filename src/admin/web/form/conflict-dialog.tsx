import {
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
} from '@mui/material';
import type { FieldDescription, FormDescription } from '../server/description.ts';
import { useText } from '../i18n/use-text.ts';
import { isSame } from '../inputs/written.ts';
import { Value } from '../values/value.tsx';
import { writtenRows } from './changes.ts';

type Values = Readonly<Record<string, unknown>>;

interface Props {
  readonly form: FormDescription;
  readonly mine: Values;
  /** As it was when the form was opened. */
  readonly read: Values;
  readonly theirs: Values;
  onClose(): void;
  onKeepMine(): void;
  onTakeTheirs(): void;
}

/** Shows both versions of an object that somebody else has changed meanwhile. */
export function ConflictDialog({
  form,
  mine,
  read,
  theirs,
  onClose,
  onKeepMine,
  onTakeTheirs,
}: Props) {
  const text = useText();
  const fields = Object.entries(form.fields).filter(
    ([name, field]) => !field.read_only && !isSame(field, mine[name], theirs[name]),
  );
  const rowsOf = (inline: FormDescription['inlines'][number], values: Values) =>
    JSON.stringify(writtenRows(inline, values[inline.name]).map(({ body }) => body));
  const inlines = form.inlines.filter((inline) => rowsOf(inline, mine) !== rowsOf(inline, theirs));
  const isMine = (name: string, field: FieldDescription) => !isSame(field, mine[name], read[name]);
  return (
    <Dialog open fullWidth maxWidth="md" onClose={onClose}>
      <DialogTitle>{text('conflict_title')}</DialogTitle>
      <DialogContent>
        <DialogContentText sx={{ mb: 2 }}>{text('conflict_text')}</DialogContentText>
        <TableContainer>
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>{text('field')}</TableCell>
                <TableCell>{text('yours')}</TableCell>
                <TableCell>{text('theirs')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {fields.map(([name, field]) => (
                <TableRow key={name}>
                  <TableCell component="th" scope="row">
                    {field.label}
                  </TableCell>
                  <TableCell sx={{ fontWeight: isMine(name, field) ? 600 : 400 }}>
                    <FieldValue field={field} value={mine[name]} />
                  </TableCell>
                  <TableCell sx={{ fontWeight: isMine(name, field) ? 400 : 600 }}>
                    <FieldValue field={field} value={theirs[name]} />
                  </TableCell>
                </TableRow>
              ))}
              {inlines.map((inline) => (
                <TableRow key={inline.name}>
                  <TableCell component="th" scope="row">
                    {inline.label}
                  </TableCell>
                  <TableCell>{writtenRows(inline, mine[inline.name]).length}</TableCell>
                  <TableCell>{writtenRows(inline, theirs[inline.name]).length}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      </DialogContent>
      <DialogActions sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Button onClick={onClose}>{text('keep_editing')}</Button>
        <Button onClick={onTakeTheirs}>{text('take_theirs')}</Button>
        <Button variant="contained" color="warning" onClick={onKeepMine}>
          {text('keep_mine')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function FieldValue({ field, value }: { field: FieldDescription; value: unknown }) {
  return (
    <Value
      type={field.type === 'rich_text' ? 'html' : field.type}
      value={value}
      choices={field.choices}
    />
  );
}
