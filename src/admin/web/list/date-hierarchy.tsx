import { Breadcrumbs, Chip, Link, Stack } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useListContext } from 'react-admin';
import { useResource } from '../server/description-context.ts';
import { call } from '../server/http.ts';
import { useText } from '../i18n/use-text.ts';
import { periodOf, rangeOf, type Period } from './date-range.ts';

interface DateCount {
  readonly date: string;
  /** Null in tables that are too long to be counted. */
  readonly count: number | null;
}

/** Django's `date_hierarchy`: years, their months, their days, each with how many there are. */
export function DateHierarchy({ field }: { field: string }) {
  const text = useText();
  const { name } = useResource();
  const { filterValues, setFilters } = useListContext();
  const [after, before] = [`${field}_after`, `${field}_before`];
  const { [after]: first, [before]: last, ...others } = filterValues as Record<string, unknown>;
  const period = periodOf(first, last);
  const { year, month, day } = period;
  const dates = useQuery({
    queryKey: ['dates', name, others, year, month],
    queryFn: async ({ signal }) =>
      (
        await call<DateCount[]>('GET', `${name}/dates/`, {
          query: { ...others, year, month },
          signal,
        })
      ).data,
    placeholderData: keepPreviousData,
  });

  const go = (chosen: Period) => {
    const range = rangeOf(chosen);
    setFilters(
      range.after ? { ...others, [after]: range.after, [before]: range.before } : others,
      undefined,
      false,
    );
  };
  const trail: [string, Period][] = [
    [text('any_date'), {}],
    ...(year ? [[String(year), { year }] satisfies [string, Period]] : []),
    ...(year && month ? [[`${year}-${month}`, { year, month }] satisfies [string, Period]] : []),
  ];
  return (
    <Stack direction="row" sx={{ gap: 1, mb: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
      <Breadcrumbs aria-label={text('any_date')}>
        {trail.map(([label, target]) => (
          <Link
            key={label}
            component="button"
            type="button"
            variant="body2"
            onClick={() => go(target)}
          >
            {label}
          </Link>
        ))}
      </Breadcrumbs>
      <Stack direction="row" sx={{ gap: 0.5, flexWrap: 'wrap' }}>
        {(dates.data ?? []).map(({ date, count }) => {
          const [aYear, aMonth, aDay] = date.split('-').map(Number);
          const isChosen = day !== undefined && day === aDay;
          return (
            <Chip
              key={date}
              size="small"
              clickable
              color={isChosen ? 'primary' : 'default'}
              aria-pressed={isChosen}
              label={count === null ? date : `${date} (${count})`}
              onClick={() => go({ year: aYear, month: aMonth, day: aDay })}
            />
          );
        })}
      </Stack>
    </Stack>
  );
}
