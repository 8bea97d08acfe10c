import { Button, Stack } from '@mui/material';
import { useText } from '../i18n/use-text.ts';
import type { Quill } from './rich-text-formats.ts';

/** What Quill's own module of tables does to the one that the cursor is in. */
interface Tables {
  insertTable(rows: number, columns: number): void;
  insertRowAbove(): void;
  insertRowBelow(): void;
  insertColumnLeft(): void;
  insertColumnRight(): void;
  deleteRow(): void;
  deleteColumn(): void;
  deleteTable(): void;
}

const tableOf = (quill: Quill): Tables => quill.getModule('table') as Tables;

/** Rows and columns of a new table. */
const SIZE = 3;

/** Puts a new table below the line that the cursor is in. */
export function insertTable(quill: Quill): void {
  const { index } = quill.getSelection(true);
  const [line, offset] = quill.getLine(index);
  if (!line || quill.getFormat(index).table) return;
  if (line.length() > 1) {
    const end = index - offset + line.length() - 1;
    quill.insertText(end, '\n', 'user');
    quill.setSelection(end + 1, 0, 'user');
  }
  tableOf(quill).insertTable(SIZE, SIZE);
}

interface Cell {
  offset(scroll: unknown): number;
  length(): number;
}

/**
 * Handles the Tab key in a table: on to the next cell or back, and out of the text at its ends.
 *
 * @returns whether the key is left to the browser
 */
export function leaveCell(
  quill: Quill,
  { event, line }: { readonly event: KeyboardEvent; readonly line: Cell },
): boolean {
  const begin = line.offset(quill.scroll);
  const next = event.shiftKey ? begin - 1 : begin + line.length();
  if (next < 0 || next >= quill.getLength()) return true;
  quill.setSelection(next, 'user');
  return false;
}

const TOOLS = [
  ['table_row_above', 'insertRowAbove'],
  ['table_row_below', 'insertRowBelow'],
  ['table_column_left', 'insertColumnLeft'],
  ['table_column_right', 'insertColumnRight'],
  ['table_delete_row', 'deleteRow'],
  ['table_delete_column', 'deleteColumn'],
  ['table_delete', 'deleteTable'],
] as const;

/** What can be done to the table that the cursor is in. */
export function TableTools({ quillOf }: { quillOf(): Quill | null }) {
  const text = useText();
  return (
    <Stack
      direction="row"
      role="toolbar"
      aria-label={text('table')}
      sx={{ flexWrap: 'wrap', gap: 0.5, pt: 0.5 }}
    >
      {TOOLS.map(([label, method]) => (
        <Button
          key={label}
          // The cursor stays where it is.
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => {
            const quill = quillOf();
            if (!quill) return;
            quill.focus();
            tableOf(quill)[method]();
          }}
        >
          {text(label)}
        </Button>
      ))}
    </Stack>
  );
}
