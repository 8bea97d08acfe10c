import { Paper, Step, StepLabel, Stepper } from '@mui/material';
import type { ObjectPartProps } from './index.ts';

/** States that end a return without its pieces. */
const ENDS: ReadonlySet<unknown> = new Set(['refused', 'withdrawn', 'cancelled']);

/** How far a return is, in the words of the server. */
export default function ReturnSteps({ resource, record }: ObjectPartProps) {
  const choices = resource.form.fields.status?.choices ?? [];
  const hasEnded = ENDS.has(record.status);
  // The way that it went, or is to go.
  const steps = choices.filter(({ value }) => (ENDS.has(value) ? value === record.status : true));
  const present = steps.findIndex(({ value }) => value === record.status);
  if (present < 0) return null;
  const shown = hasEnded
    ? steps.filter(({ value }, index) => index === 0 || ENDS.has(value))
    : steps;
  const active = shown.findIndex(({ value }) => value === record.status);
  return (
    <Paper variant="outlined" sx={{ p: 2, mb: 2, overflowX: 'auto' }}>
      <Stepper
        activeStep={hasEnded || active === shown.length - 1 ? active + 1 : active}
        alternativeLabel
      >
        {shown.map(({ value, label }) => (
          <Step key={String(value)}>
            <StepLabel error={hasEnded && value === record.status}>{label}</StepLabel>
          </Step>
        ))}
      </Stepper>
    </Paper>
  );
}
