import CloseIcon from '@mui/icons-material/Close';
import {
  Box,
  Button,
  Chip,
  Drawer,
  IconButton,
  Paper,
  Stack,
  TextField,
  Typography,
} from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useListContext } from 'react-admin';
import { useResource } from '../server/description-context.ts';
import type { Choice, FilterDescription } from '../server/description.ts';
import { call } from '../server/http.ts';
import { useText } from '../i18n/use-text.ts';
import { idOf, RelatedInput } from '../inputs/related-input.tsx';
import { useDraft } from './use-draft.ts';

/** How many rows there would be with a value. */
interface Facet {
  readonly value: Choice['value'] | null;
  readonly count: number;
  readonly label?: string;
}

type Facets = Readonly<Record<string, readonly Facet[]>>;
type Values = Readonly<Record<string, unknown>>;

interface SidebarProps {
  /** It stands beside the list, not above it. */
  readonly isDocked: boolean;
  readonly isOpen: boolean;
  onClose(): void;
}

/** Filters beside the list, with counts; on small screens they come in when asked for. */
export function FilterSidebar({ isDocked, isOpen, onClose }: SidebarProps) {
  const text = useText();
  const { name, list } = useResource();
  const { filterValues, setFilters } = useListContext();
  const values = filterValues as Values;
  const facets = useQuery({
    queryKey: ['facets', name, values],
    queryFn: async ({ signal }) =>
      (await call<Facets>('GET', `${name}/facets/`, { query: values, signal })).data,
    placeholderData: keepPreviousData,
    enabled: list.filters.length > 0 && isOpen,
  });
  if (list.filters.length === 0) return null;

  const set = (changes: Values) => {
    const kept = Object.entries({ ...values, ...changes }).filter(
      ([, value]) => value !== '' && value !== null && value !== undefined,
    );
    setFilters(Object.fromEntries(kept), undefined, false);
  };
  const isFiltered = Object.keys(values).some((filter) => filter !== 'search');
  const content = (
    <Box
      component="aside"
      aria-label={text('filters')}
      sx={{ width: { xs: '100%', lg: 200 }, p: 1.5 }}
    >
      <Stack
        direction="row"
        sx={{ alignItems: 'center', justifyContent: 'space-between', minHeight: 32 }}
      >
        <Typography variant="subtitle2" component="h2">
          {text('filters')}
        </Typography>
        {isFiltered && (
          <Button
            onClick={() =>
              setFilters(values.search ? { search: values.search } : {}, undefined, false)
            }
          >
            {text('clear_filters')}
          </Button>
        )}
        {!isDocked && (
          <IconButton onClick={onClose} aria-label={text('close')}>
            <CloseIcon />
          </IconButton>
        )}
      </Stack>
      {list.filters.map((filter) => (
        <Filter
          key={filter.name}
          filter={filter}
          facets={facets.data?.[filter.name] ?? []}
          values={values}
          onSet={set}
        />
      ))}
    </Box>
  );
  if (isDocked) return isOpen && <Paper variant="outlined">{content}</Paper>;
  return (
    <Drawer
      anchor="right"
      open={isOpen}
      onClose={onClose}
      slotProps={{ paper: { sx: { width: 300 } } }}
    >
      {content}
    </Drawer>
  );
}

interface FilterProps {
  readonly filter: FilterDescription;
  readonly facets: readonly Facet[];
  readonly values: Values;
  onSet(changes: Values): void;
}

function Filter(props: FilterProps) {
  const { filter } = props;
  return (
    <Box role="group" aria-label={filter.label} sx={{ mt: 1.5 }}>
      <Typography variant="caption" color="text.secondary" sx={{ display: 'block', mb: 0.5 }}>
        {filter.label}
      </Typography>
      {filter.type === 'related' && <RelatedFilter {...props} />}
      {filter.type === 'date_range' && <DateRangeFilter {...props} />}
      {filter.type === 'text' && <TextFilter {...props} />}
      {(filter.type === 'boolean' || filter.type === 'choice') && <ChoiceFilter {...props} />}
    </Box>
  );
}

/** All values as chips, each with its count. */
function ChoiceFilter({ filter, facets, values, onSet }: FilterProps) {
  const text = useText();
  const choices: readonly Choice[] =
    filter.type === 'boolean'
      ? [
          { value: true, label: text('yes') },
          { value: false, label: text('no') },
        ]
      : (filter.choices ?? []);
  return (
    <Chips
      chosen={values[filter.name]}
      options={choices.map(({ value, label }) => ({
        value,
        label,
        count: facets.find((facet) => facet.value === value)?.count,
      }))}
      onChoose={(value) => onSet({ [filter.name]: value })}
    />
  );
}

interface ChipsProps {
  readonly chosen: unknown;
  readonly options: readonly { value: Choice['value']; label: string; count: number | undefined }[];
  onChoose(value: Choice['value'] | ''): void;
}

function Chips({ chosen, options, onChoose }: ChipsProps) {
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.5 }}>
      {options.map(({ value, label, count }) => {
        // From an address it comes as text.
        const isChosen = chosen !== undefined && String(chosen) === String(value);
        return (
          <Chip
            key={String(value)}
            size="small"
            clickable
            color={isChosen ? 'primary' : 'default'}
            variant={isChosen ? 'filled' : 'outlined'}
            label={count === undefined ? label : `${label} ${count}`}
            aria-pressed={isChosen}
            onClick={() => onChoose(isChosen ? '' : value)}
          />
        );
      })}
    </Stack>
  );
}

/** The commonest related objects, and any other by typing. */
function RelatedFilter({ filter, facets, values, onSet }: FilterProps) {
  const id = useId();
  const common = facets.flatMap(({ value, count, label }) =>
    label && value !== null ? [{ value, count, label }] : [],
  );
  return (
    <Stack spacing={1}>
      <RelatedInput
        id={id}
        compact
        field={{
          type: 'related',
          label: filter.label,
          resource: filter.resource,
          required: false,
          read_only: false,
          nullable: true,
        }}
        value={values[filter.name] ?? null}
        onChange={(value) => onSet({ [filter.name]: idOf(value) })}
      />
      <Chips
        chosen={values[filter.name]}
        options={common.slice(0, 6)}
        onChoose={(value) => onSet({ [filter.name]: value })}
      />
    </Stack>
  );
}

function DateRangeFilter(props: FilterProps) {
  return (
    <Stack spacing={1}>
      <DateFilter {...props} end="after" />
      <DateFilter {...props} end="before" />
    </Stack>
  );
}

function DateFilter({ filter, values, onSet, end }: FilterProps & { end: 'after' | 'before' }) {
  const text = useText();
  const name = `${filter.name}_${end}`;
  const label = text(end === 'after' ? 'from' : 'until');
  const [day, setDay] = useDraft(String(values[name] ?? ''), (typed) => onSet({ [name]: typed }));
  return (
    <TextField
      type="date"
      label={label}
      value={day}
      onChange={({ target }) => setDay(target.value)}
      slotProps={{
        inputLabel: { shrink: true },
        htmlInput: { 'aria-label': `${filter.label}: ${label}` },
      }}
    />
  );
}

function TextFilter({ filter: { name, label }, values, onSet }: FilterProps) {
  const [words, setWords] = useDraft(String(values[name] ?? ''), (typed) =>
    onSet({ [name]: typed }),
  );
  return (
    <TextField
      value={words}
      onChange={({ target }) => setWords(target.value)}
      slotProps={{ htmlInput: { 'aria-label': label } }}
    />
  );
}
