import { InputAdornment, TextField } from '@mui/material';
import { commonProps, hiddenLabel, type InputProps } from './input-props.ts';

/** In a table a number needs room for a few digits. */
const COMPACT = { minWidth: 96, '& input': { py: 0.5, fontSize: 14 } };

/** What an input of text shows of a value. */
const shown = (value: unknown): string =>
  value === null || value === undefined ? '' : String(value);

/** An empty field is null where the column may be, else empty text. */
const written = (text: string, { nullable }: InputProps['field']): string | null =>
  text === '' && nullable ? null : text;

export function TextInput(props: InputProps) {
  const { field, value, onChange } = props;
  return (
    <TextField
      {...commonProps(props)}
      value={shown(value)}
      onChange={({ target }) => onChange(written(target.value, field))}
      sx={props.compact ? { ...COMPACT, minWidth: 140 } : undefined}
      slotProps={{
        htmlInput: { ...hiddenLabel(props), maxLength: field.max_length ?? undefined },
      }}
    />
  );
}

export function TextAreaInput(props: InputProps) {
  const { field, value, onChange, compact } = props;
  return (
    <TextField
      {...commonProps(props)}
      multiline
      minRows={compact ? 1 : 3}
      maxRows={16}
      value={shown(value)}
      onChange={({ target }) => onChange(written(target.value, field))}
      slotProps={{
        htmlInput: { ...hiddenLabel(props), maxLength: field.max_length ?? undefined },
      }}
    />
  );
}

export function PasswordInput(props: InputProps) {
  return (
    <TextField
      {...commonProps(props)}
      type="password"
      autoComplete="new-password"
      value={shown(props.value)}
      onChange={({ target }) => props.onChange(target.value)}
      slotProps={{ htmlInput: hiddenLabel(props) }}
    />
  );
}

/** Whole and other numbers, as typed until it is saved: the server says what is wrong with them. */
export function NumberInput(props: InputProps) {
  const { field, value, onChange, compact } = props;
  return (
    <TextField
      {...commonProps(props)}
      type="number"
      value={shown(value)}
      onChange={({ target }) => onChange(target.value === '' ? null : Number(target.value))}
      sx={compact ? COMPACT : undefined}
      slotProps={{
        htmlInput: {
          ...hiddenLabel(props),
          min: field.min ?? undefined,
          max: field.max ?? undefined,
          step: field.type === 'integer' ? 1 : 'any',
        },
      }}
    />
  );
}

/** Yuan as text with a point, so that no amount is ever a fraction in between. */
export function MoneyInput(props: InputProps) {
  const { field, value, onChange, compact } = props;
  return (
    <TextField
      {...commonProps(props)}
      value={shown(value)}
      onChange={({ target }) => onChange(written(target.value.trim(), field))}
      sx={compact ? COMPACT : undefined}
      slotProps={{
        htmlInput: { ...hiddenLabel(props), inputMode: 'decimal', autoComplete: 'off' },
        input: { startAdornment: <InputAdornment position="start">¥</InputAdornment> },
      }}
    />
  );
}

/** `2026-11-29T19:30` as the server writes it: `2026-11-29 19:30:00`. */
const asServer = (moment: string): string =>
  moment.replace('T', ' ').padEnd('2026-11-29 19:30:00'.length, ':00');

const asBrowser = (moment: string): string =>
  moment.replace(' ', 'T').slice(0, '2026-11-29T19:30:00'.length);

export function DateInput(props: InputProps) {
  const { field, value, onChange } = props;
  const isDay = field.type === 'date';
  return (
    <TextField
      {...commonProps(props)}
      type={isDay ? 'date' : 'datetime-local'}
      value={isDay ? shown(value).slice(0, 10) : asBrowser(shown(value))}
      onChange={({ target }) =>
        onChange(target.value === '' ? null : isDay ? target.value : asServer(target.value))
      }
      slotProps={{ htmlInput: hiddenLabel(props), inputLabel: { shrink: true } }}
    />
  );
}
