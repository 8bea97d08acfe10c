import { Button, Paper, Slide, Stack, Typography } from '@mui/material';
import { useText } from '../i18n/use-text.ts';
import { useLeaveWarning } from '../form/use-leave-warning.ts';
import type { RowEdits } from './use-row-edits.ts';

/** Says that rows wait to be saved, at the bottom of the screen. */
export function EditsBar({ edits }: { edits: RowEdits }) {
  const text = useText();
  useLeaveWarning(edits.count > 0);
  return (
    <Slide in={edits.count > 0} direction="up" mountOnEnter unmountOnExit>
      <Paper
        elevation={6}
        role="region"
        sx={{
          position: 'fixed',
          bottom: 16,
          left: 0,
          right: 0,
          mx: 'auto',
          width: 'fit-content',
          maxWidth: '94vw',
          zIndex: 1200,
          px: 2,
          py: 1,
        }}
      >
        <Stack direction="row" spacing={1} sx={{ alignItems: 'center' }}>
          <Typography variant="body2">
            {text('rows_changed', { smart_count: edits.count })}
          </Typography>
          <Button variant="contained" disabled={edits.isSaving} onClick={() => void edits.save()}>
            {text('save_rows')}
          </Button>
          <Button disabled={edits.isSaving} onClick={edits.discard}>
            {text('discard')}
          </Button>
        </Stack>
      </Paper>
    </Slide>
  );
}
