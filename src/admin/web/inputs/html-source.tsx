import { Box, TextField } from '@mui/material';
import { useText } from '../i18n/use-text.ts';
import { HtmlPreview } from '../values/html-preview.tsx';
import type { InputProps } from './input-props.ts';

/** Formatted text as HTML, every tag of it kept as it is, beside what it looks like. */
export function HtmlSource({ id, field, value, onChange, onBlur }: InputProps) {
  const text = useText();
  const html = typeof value === 'string' ? value : '';
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 1,
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' },
      }}
    >
      <TextField
        id={id}
        multiline
        fullWidth
        minRows={8}
        maxRows={20}
        value={html}
        onChange={({ target }) => onChange(target.value)}
        onBlur={onBlur}
        slotProps={{
          htmlInput: {
            'aria-label': `${field.label}: HTML`,
            spellCheck: false,
            style: { fontFamily: 'monospace', fontSize: 13 },
          },
        }}
      />
      <HtmlPreview html={html} title={`${field.label}: ${text('preview')}`} />
    </Box>
  );
}
