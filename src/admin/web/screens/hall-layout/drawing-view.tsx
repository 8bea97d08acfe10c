import { FormLabel, Stack, Typography } from '@mui/material';
import { useText } from '../../i18n/use-text.ts';
import type { InputProps } from '../../inputs/input-props.ts';
import { readDrawing } from './drawing.ts';
import { SeatGrid } from './seat-grid.tsx';

/** The present layout of a hall; another one is drawn by the action. */
export default function DrawingView({ field, value }: InputProps) {
  const text = useText();
  const drawing = String(value ?? '');
  return (
    <Stack spacing={1}>
      <FormLabel sx={{ fontSize: 12 }}>{field.label}</FormLabel>
      {drawing ? (
        <SeatGrid drawing={readDrawing(drawing)} />
      ) : (
        <Typography color="text.secondary">{text('nothing_yet')}</Typography>
      )}
    </Stack>
  );
}
