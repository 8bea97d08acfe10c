import { TextField } from '@mui/material';
import { useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { commonProps, hiddenLabel, type InputProps } from './input-props.ts';

const pretty = (value: unknown): string =>
  value === undefined || value === null ? '' : JSON.stringify(value, null, 2);

/** JSON as text; half of it is nobody's value. */
export function JsonInput(props: InputProps) {
  const text = useText();
  const { value, onChange, compact } = props;
  const [draft, setDraft] = useState<string>();
  const [isWrong, setWrong] = useState(false);

  function change(typed: string) {
    setDraft(typed);
    try {
      onChange(typed === '' ? null : (JSON.parse(typed) as unknown));
      setWrong(false);
    } catch {
      setWrong(true);
    }
  }

  return (
    <TextField
      {...commonProps({ ...props, error: isWrong ? text('not_json') : props.error })}
      multiline
      minRows={compact ? 1 : 4}
      maxRows={16}
      value={draft ?? pretty(value)}
      onChange={({ target }) => change(target.value)}
      onBlur={() => {
        if (!isWrong) setDraft(undefined);
        props.onBlur?.();
      }}
      slotProps={{
        htmlInput: { ...hiddenLabel(props), spellCheck: false, style: { fontFamily: 'monospace' } },
      }}
    />
  );
}
