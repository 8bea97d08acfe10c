import {
  FormHelperText,
  Table,
  TableBody,
  TableCell,
  TableContainer,
  TableHead,
  TableRow,
  TextField,
} from '@mui/material';
import { useText } from '../i18n/use-text.ts';
import type { ObjectInputProps } from './index.ts';

/** A line of an order, as far as parcels are concerned. */
interface Line {
  readonly id: number;
  readonly name: string;
  readonly quantity: number;
  readonly sent_quantity: number;
}

interface Pieces {
  readonly line: number;
  readonly count: number;
}

/** What goes into a parcel: all that is left of an order unless fewer pieces are said. */
export default function PiecesInput({ id, record, value, error, onChange }: ObjectInputProps) {
  const text = useText();
  const lines = ((record.lines ?? []) as readonly Line[]).map((line) => ({
    ...line,
    left: line.quantity - line.sent_quantity,
  }));
  const chosen = new Map(
    (Array.isArray(value) ? (value as Pieces[]) : []).map(({ line, count }) => [line, count]),
  );
  const isAll = chosen.size === 0;
  const countOf = ({ id: line, left }: { id: number; left: number }) =>
    isAll ? left : (chosen.get(line) ?? 0);

  function choose(line: number, count: number) {
    const pieces = lines
      .map((one) => ({ line: one.id, count: one.id === line ? count : countOf(one) }))
      .filter((one) => one.count > 0);
    onChange(pieces);
  }

  return (
    <TableContainer>
      <Table size="small" aria-label={text('pieces')}>
        <TableHead>
          <TableRow>
            <TableCell>{text('article')}</TableCell>
            <TableCell align="right">{text('ordered')}</TableCell>
            <TableCell align="right">{text('sent')}</TableCell>
            <TableCell align="right">{text('in_parcel')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {lines.map((line) => (
            <TableRow key={line.id}>
              <TableCell sx={{ overflowWrap: 'anywhere' }}>{line.name}</TableCell>
              <TableCell align="right">{line.quantity}</TableCell>
              <TableCell align="right">{line.sent_quantity}</TableCell>
              <TableCell align="right">
                <TextField
                  id={`${id}-${line.id}`}
                  type="number"
                  disabled={line.left === 0}
                  value={countOf(line)}
                  onChange={({ target }) => choose(line.id, Number(target.value))}
                  sx={{ width: 76, '& input': { py: 0.5 } }}
                  slotProps={{
                    htmlInput: {
                      min: 0,
                      max: line.left,
                      'aria-label': `${text('in_parcel')}: ${line.name}`,
                    },
                  }}
                />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {error && <FormHelperText error>{error}</FormHelperText>}
    </TableContainer>
  );
}
