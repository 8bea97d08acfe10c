import BackIcon from '@mui/icons-material/ChevronLeft';
import ForwardIcon from '@mui/icons-material/ChevronRight';
import {
  Alert,
  Box,
  Button,
  IconButton,
  LinearProgress,
  Paper,
  Stack,
  Typography,
  useMediaQuery,
  type Theme,
} from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useStore, type Identifier, type RaRecord } from 'react-admin';
import { useText } from '../../i18n/use-text.ts';
import { idOf, RelatedInput } from '../../inputs/related-input.tsx';
import { useOptions } from '../../inputs/use-options.ts';
import type { Page } from '../../server/data-provider.ts';
import type { ResourceDescription } from '../../server/description.ts';
import { call } from '../../server/http.ts';
import { DayColumn, HOUR, Hours } from './day-column.tsx';
import { addDays, mondayOf, today, weekFrom } from './week.ts';

/** Screenings of a week that are shown at most. */
const MOST = 200;
/** Under which the chosen hall is kept. */
const HALL = 'calendar.hall';

/** What is shown in a hall, day beside day; a click on a free hour adds a screening there. */
export default function CalendarView({ resource }: { resource: ResourceDescription }) {
  const text = useText();
  const id = useId();
  const isNarrow = useMediaQuery<Theme>((theme) => theme.breakpoints.down('sm'));
  const [start, setStart] = useState(() => (isNarrow ? today() : mondayOf(today())));
  const [chosen, choose] = useStore<Identifier | null>(HALL, null);
  const halls = resource.form.fields.hall?.resource ?? 'halls';
  const first = useOptions(halls, '', chosen === null);
  const hall = chosen ?? first.data?.[0]?.id ?? null;
  const days = isNarrow ? [start] : weekFrom(start);
  const screenings = useQuery({
    queryKey: [resource.name, 'calendar', hall, days],
    queryFn: async ({ signal }) => {
      const query = {
        hall,
        starts_at_after: days[0],
        starts_at_before: addDays(days.at(-1)!, 1),
        ordering: 'starts_at',
        page_size: MOST,
      };
      return (await call<Page<RaRecord>>('GET', `${resource.name}/`, { query, signal })).data
        .results;
    },
    placeholderData: keepPreviousData,
    enabled: hall !== null,
  });
  const step = isNarrow ? 1 : 7;
  return (
    <Paper variant="outlined" sx={{ p: 1.5 }}>
      <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap', mb: 1 }}>
        <Box sx={{ width: { xs: '100%', sm: 280 } }}>
          <RelatedInput
            id={id}
            field={{
              type: 'related',
              label: resource.form.fields.hall?.label ?? '',
              resource: halls,
              required: true,
              read_only: false,
            }}
            value={hall}
            onChange={(value) => choose(idOf(value))}
          />
        </Box>
        <IconButton aria-label={text('earlier')} onClick={() => setStart(addDays(start, -step))}>
          <BackIcon />
        </IconButton>
        <Button onClick={() => setStart(isNarrow ? today() : mondayOf(today()))}>
          {text('today')}
        </Button>
        <IconButton aria-label={text('later')} onClick={() => setStart(addDays(start, step))}>
          <ForwardIcon />
        </IconButton>
        <Typography variant="body2" color="text.secondary">
          {days[0]}
          {days.length > 1 && ` – ${days.at(-1)}`}
        </Typography>
      </Stack>
      <Box sx={{ height: 4 }}>{screenings.isFetching && <LinearProgress />}</Box>
      {screenings.error && <Alert severity="error">{screenings.error.message}</Alert>}
      <Box
        sx={{
          display: 'grid',
          gridTemplateColumns: `44px repeat(${days.length}, minmax(0, 1fr))`,
          minHeight: HOUR * 4,
        }}
      >
        <Hours />
        {days.map((day) => (
          <DayColumn
            key={day}
            day={day}
            resource={resource}
            hall={hall}
            rows={screenings.data ?? []}
          />
        ))}
      </Box>
    </Paper>
  );
}
