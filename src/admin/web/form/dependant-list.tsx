import { Box, Typography } from '@mui/material';
import { useText } from '../i18n/use-text.ts';

/** Objects of a kind that hang on one that is to go. */
export interface Dependant {
  readonly label: string;
  readonly count: number;
  readonly examples?: readonly string[];
}

/** Names dependants: the first ones by name, the others by number. */
export function DependantList({ dependants }: { dependants: readonly Dependant[] }) {
  const text = useText();
  if (dependants.length === 0) return null;
  return (
    <Box component="ul" sx={{ my: 1, pl: 3 }}>
      {dependants.map(({ label, count, examples = [] }) => (
        <li key={label}>
          <Typography variant="body2" component="span" sx={{ fontWeight: 600 }}>
            {label}: {count}
          </Typography>
          {examples.length > 0 && (
            <Typography variant="body2" color="text.secondary">
              {examples.join(text('list_separator'))}
              {count > examples.length &&
                ` ${text('and_more', { count: count - examples.length })}`}
            </Typography>
          )}
        </li>
      ))}
    </Box>
  );
}
