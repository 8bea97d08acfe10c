import { Alert, Stack } from '@mui/material';
import type { FormDescription } from '../server/description.ts';
import { Fieldsets } from './fieldsets.tsx';
import { FormStateContext, type FormState } from './form-state.ts';
import { Inline } from './inlines.tsx';

/** What a form asks for: its fields, and the rows that belong to the object. */
export function FormBody({ form, state }: { form: FormDescription; state: FormState }) {
  return (
    <FormStateContext value={state}>
      <Stack spacing={2}>
        {state.errors.lines.map((line) => (
          <Alert key={line} severity="error">
            {line}
          </Alert>
        ))}
        <Fieldsets fieldsets={form.fieldsets} fields={form.fields} />
        {form.inlines.map((inline) => (
          <Inline key={inline.name} inline={inline} />
        ))}
      </Stack>
    </FormStateContext>
  );
}
