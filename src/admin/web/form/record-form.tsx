import { Box } from '@mui/material';
import type { FormEvent, ReactNode } from 'react';
import type { FormDescription } from '../server/description.ts';
import { FormBody } from './form-body.tsx';
import type { FormState } from './form-state.ts';
import { useFocusOnError } from './use-focus-on-error.ts';
import { useLeaveWarning } from './use-leave-warning.ts';

interface Props {
  readonly form: FormDescription;
  readonly state: FormState;
  readonly mayChange: boolean;
  readonly isBusy: boolean;
  readonly toolbar: ReactNode;
  onSubmit(): void;
}

/** The form of an object in a page of its own, and the ways to save. */
export function RecordForm({ form, state, mayChange, isBusy, toolbar, onSubmit }: Props) {
  const element = useFocusOnError<HTMLFormElement>(state.refusal);
  useLeaveWarning(mayChange && state.isDirty);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (mayChange) onSubmit();
  }

  return (
    <Box component="form" ref={element} noValidate onSubmit={submit} sx={{ minWidth: 0 }}>
      <FormBody form={form} state={state} isBusy={isBusy} />
      {toolbar}
    </Box>
  );
}
