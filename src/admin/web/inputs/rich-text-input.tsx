import { Alert, Box, Button, FormControl, FormHelperText, FormLabel, Stack } from '@mui/material';
import { useMemo, useState } from 'react';
import { useText } from '../i18n/use-text.ts';
import { later } from '../layout/later.tsx';
import { HtmlSource } from './html-source.tsx';
import type { InputProps } from './input-props.ts';
import { lossesOf } from './rich-text-losses.ts';

// The editor is large, and few forms have one.
const RichTextEditor = later(() => import('./rich-text-editor.tsx'));

/**
 * Formatted text with pictures. What the editor would drop of it, such as a table, is edited as HTML:
 * nothing is lost that nobody has given up.
 */
export function RichTextInput(props: InputProps) {
  const { id, field, value, error } = props;
  const text = useText();
  const html = typeof value === 'string' ? value : '';
  const losses = useMemo(() => lossesOf(html), [html]);
  const [isSource, setSource] = useState(false);
  /** The text whose losses are given up. */
  const [given, giveUp] = useState<string>();
  const isProtected = losses.length > 0 && given !== html;

  return (
    <FormControl fullWidth error={error !== undefined} required={field.required}>
      <Stack
        direction="row"
        sx={{ justifyContent: 'space-between', alignItems: 'center', minHeight: 31, gap: 1 }}
      >
        <FormLabel id={`${id}-label`} sx={{ fontSize: 13 }}>
          {field.label}
        </FormLabel>
        {!isProtected && (
          <Button onClick={() => setSource(!isSource)}>
            {text(isSource ? 'as_formatted' : 'as_html')}
          </Button>
        )}
      </Stack>
      {isProtected && (
        <Alert
          severity="info"
          sx={{ mb: 1, flexWrap: { xs: 'wrap', sm: 'nowrap' } }}
          action={
            <Button
              color="inherit"
              onClick={() => {
                giveUp(html);
                setSource(false);
              }}
            >
              {text('format_all_the_same')}
            </Button>
          }
        >
          {text('protected_html', { names: losses.join(', ') })}
        </Alert>
      )}
      <Box sx={{ minHeight: 200 }}>
        {isProtected || isSource ? <HtmlSource {...props} /> : <RichTextEditor {...props} />}
      </Box>
      {(error || field.help) && (
        <FormHelperText id={`${id}-help`}>{error ?? field.help}</FormHelperText>
      )}
    </FormControl>
  );
}
