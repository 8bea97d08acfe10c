import { Alert, Box, Stack } from '@mui/material';
import { useEffect, useRef } from 'react';
import type { FormDescription } from '../server/description.ts';
import { Fieldsets } from './fieldsets.tsx';
import { FormStateContext, type FormState } from './form-state.ts';
import { Inline } from './inlines.tsx';

interface Props {
  readonly form: FormDescription;
  readonly state: FormState;
  /** It is being written: what would be typed now would be lost. */
  readonly isBusy: boolean;
}

/** What a form asks for: its fields, and the rows that belong to the object. */
export function FormBody({ form, state, isBusy }: Props) {
  const box = useFocusAfter(isBusy);
  return (
    <FormStateContext value={state}>
      <Stack spacing={2}>
        {state.errors.lines.map((line) => (
          <Alert key={line} severity="error">
            {line}
          </Alert>
        ))}
        <Box ref={box} inert={isBusy} sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          <Fieldsets fieldsets={form.fieldsets} fields={form.fields} />
          {form.inlines.map((inline) => (
            <Inline key={inline.name} inline={inline} />
          ))}
        </Box>
      </Stack>
    </FormStateContext>
  );
}

/** Gives the cursor back to where it was before the form could not be typed into. */
function useFocusAfter(isBusy: boolean) {
  const box = useRef<HTMLDivElement>(null);
  const last = useRef<HTMLElement>(null);
  useEffect(() => {
    const home = box.current!;
    const remember = ({ target }: FocusEvent) => {
      last.current = target as HTMLElement;
    };
    home.addEventListener('focusin', remember);
    return () => home.removeEventListener('focusin', remember);
  }, []);
  useEffect(() => {
    if (!isBusy) return undefined;
    return () => {
      if (document.activeElement === document.body) last.current?.focus();
    };
  }, [isBusy]);
  return box;
}
