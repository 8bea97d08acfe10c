import { Box, ButtonBase, Typography } from '@mui/material';
import type { Identifier, RaRecord } from 'react-admin';
import { Link, useNavigate } from 'react-router-dom';
import { useLanguage } from '../../i18n/i18n-provider.ts';
import { useText } from '../../i18n/use-text.ts';
import type { ResourceDescription } from '../../server/description.ts';
import { labelOf } from '../../values/value.tsx';
import { addDays, clock, dayLabel, DAY, minutesIn } from './week.ts';

/** Pixels of an hour. */
export const HOUR = 32;
/** A day's last screenings begin after midnight: it is from six to six. */
const OPENS = 6 * 60;
const CLOSES = OPENS + DAY;
const HEAD = 28;

const HOURS = Array.from({ length: (CLOSES - OPENS) / 60 }, (_hour, index) => OPENS + index * 60);
const pixels = (minutes: number): number => (minutes / 60) * HOUR;

/** The clock at the side. */
export function Hours() {
  return (
    <Box sx={{ pt: `${HEAD}px` }}>
      {HOURS.map((minutes) => (
        <Typography
          key={minutes}
          variant="caption"
          color="text.secondary"
          sx={{ display: 'block', height: HOUR, lineHeight: 1 }}
        >
          {clock(minutes)}
        </Typography>
      ))}
    </Box>
  );
}

interface DayProps {
  readonly day: string;
  readonly resource: ResourceDescription;
  readonly hall: Identifier | null;
  /** Screenings of this day and others. */
  readonly rows: readonly RaRecord[];
}

/** A day of a hall. */
export function DayColumn({ day, resource, hall, rows }: DayProps) {
  const text = useText();
  const locale = useLanguage();
  const navigate = useNavigate();
  const shown = rows.filter((row) => {
    const begins = minutesIn(day, String(row.starts_at));
    return begins >= OPENS && begins < CLOSES;
  });
  const mayAdd = resource.permissions.add && hall !== null;

  function add(minutes: number) {
    const on = minutes >= DAY ? addDays(day, 1) : day;
    const values = { hall, starts_at: `${on} ${clock(minutes)}:00` };
    void navigate(`/${resource.name}/create`, { state: { values } });
  }

  return (
    <Box sx={{ borderLeft: 1, borderColor: 'divider', minWidth: 0 }} role="group" aria-label={day}>
      <Typography
        variant="caption"
        sx={{ display: 'block', height: HEAD, textAlign: 'center', fontWeight: 600 }}
        noWrap
      >
        {dayLabel(day, locale)}
      </Typography>
      <Box sx={{ position: 'relative', height: pixels(CLOSES - OPENS) }}>
        {HOURS.map((minutes) => (
          <ButtonBase
            key={minutes}
            disabled={!mayAdd}
            aria-label={`${text('add')}: ${day} ${clock(minutes)}`}
            onClick={() => add(minutes)}
            sx={{
              display: 'block',
              width: '100%',
              height: HOUR,
              borderTop: 1,
              borderColor: 'divider',
              '&:hover': { bgcolor: 'action.hover' },
            }}
          />
        ))}
        {shown.map((row) => (
          <Block key={row.id} day={day} resource={resource} row={row} />
        ))}
      </Box>
    </Box>
  );
}

function Block({
  day,
  resource,
  row,
}: {
  day: string;
  resource: ResourceDescription;
  row: RaRecord;
}) {
  const begins = minutesIn(day, String(row.starts_at));
  const ends = minutesIn(day, String(row.ends_at ?? row.starts_at));
  const free = minutesIn(day, String(row.free_at ?? row.ends_at ?? row.starts_at));
  const top = pixels(begins - OPENS);
  const height = Math.max(20, pixels(ends - begins) - 1);
  const name = labelOf(row.movie);
  const said = `${clock(begins)}–${clock(ends)} ${name}`;
  return (
    <>
      {free > ends && (
        <Box
          sx={{
            position: 'absolute',
            left: 2,
            right: 2,
            top: top + height,
            height: pixels(free - ends),
            bgcolor: 'action.hover',
            pointerEvents: 'none',
          }}
        />
      )}
      <ButtonBase
        component={Link}
        to={`/${resource.name}/${row.id}`}
        title={said}
        sx={{
          position: 'absolute',
          left: 2,
          right: 2,
          top,
          height,
          px: 0.5,
          py: 0.25,
          display: 'block',
          overflow: 'hidden',
          textAlign: 'left',
          borderRadius: 1,
          fontSize: 11,
          lineHeight: 1.3,
          color: 'primary.contrastText',
          bgcolor: row.is_cancelled ? 'text.disabled' : 'primary.main',
          textDecoration: row.is_cancelled ? 'line-through' : undefined,
        }}
      >
        {said}
      </ButtonBase>
    </>
  );
}
