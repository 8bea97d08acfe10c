import { Alert, Stack } from '@mui/material';
import { useResource } from '../server/description-context.ts';
import { NON_FIELD_ERRORS } from '../server/field-errors.ts';
import { Value } from '../values/value.tsx';
import { useText } from '../i18n/use-text.ts';
import { complaintOf, type RowEdit } from './use-row-edits.ts';

/** What is wrong with a row as a whole; where somebody else was quicker, with what it is now. */
export function RowComplaint({ edit }: { edit: RowEdit }) {
  const text = useText();
  const { form } = useResource();
  const { values = {}, theirs } = edit;
  const complaint = complaintOf(edit, NON_FIELD_ERRORS);
  if (!complaint) return null;
  return (
    <Alert severity="error">
      {complaint}
      {theirs &&
        Object.keys(values).map((name) => {
          const { label, type, choices } = form.fields[name]!;
          return (
            <Stack key={name} direction="row" spacing={1} sx={{ alignItems: 'center' }}>
              <span>{`${label} (${text('theirs')}):`}</span>
              <Value type={type} value={theirs[name]} choices={choices} />
            </Stack>
          );
        })}
    </Alert>
  );
}
