import { Box, Typography } from '@mui/material';
import { useText } from '../i18n/use-text.ts';
import { centsOf, yuanOf } from '../values/money.ts';
import { moneyText } from '../values/value-text.ts';
import type { ObjectPartProps } from './index.ts';

/** What was paid, what went back, and what is left of it. */
export default function RefundSummary({ record }: ObjectPartProps) {
  const text = useText();
  const paid = centsOf(record.paid ?? record.total ?? record.amount);
  const refunded = centsOf(record.refunded);
  if (paid === null || refunded === null) return null;
  const figures = [
    [text('paid'), paid],
    [text('refunded'), refunded],
    [text('left_to_refund'), paid - refunded],
  ] as const;
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'repeat(3, 1fr)', gap: 1 }}>
      {figures.map(([label, cents]) => (
        <Box key={label}>
          <Typography variant="caption" color="text.secondary">
            {label}
          </Typography>
          <Typography sx={{ fontVariantNumeric: 'tabular-nums' }}>
            {moneyText(yuanOf(cents))}
          </Typography>
        </Box>
      ))}
    </Box>
  );
}
