import {
  Alert,
  Box,
  Button,
  Card,
  CardActionArea,
  CardContent,
  LinearProgress,
  List,
  ListItemButton,
  ListItemText,
  Paper,
  Typography,
} from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Identifier } from 'react-admin';
import { Link } from 'react-router-dom';
import { useTold } from '../server/description-context.ts';
import { call } from '../server/http.ts';
import { useRecentTasks } from '../server/tasks.ts';
import { later } from '../layout/later.tsx';
import { PageTitle } from '../layout/page-title.tsx';
import { useLanguage } from '../i18n/i18n-provider.ts';
import { useText } from '../i18n/use-text.ts';
import { moneyText, numberText } from '../values/value-text.ts';
import type { ChartData } from './chart.tsx';
import { HistoryTable } from './history-table.tsx';
import { useRecentActions } from './recent-actions-page.tsx';
import { TaskList } from './task-list.tsx';

// The library of charts is large, and only this page has any.
const Chart = later(() => import('./chart.tsx'));

interface CardData {
  readonly name: string;
  readonly label: string;
  readonly value: string | number | null;
  readonly type: 'integer' | 'money' | 'percent';
  readonly resource?: string;
  readonly filter?: Readonly<Record<string, unknown>>;
}

interface ListData {
  readonly name: string;
  readonly label: string;
  readonly resource: string;
  readonly rows: readonly {
    readonly id: Identifier;
    readonly label: string;
    readonly detail?: string;
  }[];
}

interface DashboardData {
  readonly cards: readonly CardData[];
  readonly charts: readonly ChartData[];
  readonly lists: readonly ListData[];
}

/** How the shop is today. */
export function Dashboard() {
  const text = useText();
  const { description } = useTold();
  const { data, error, refetch } = useQuery({
    queryKey: ['dashboard'],
    queryFn: async ({ signal }) =>
      (await call<DashboardData>('GET', 'dashboard/', { signal })).data,
  });
  if (description.resources.length === 0) {
    return (
      <Alert severity="info" sx={{ mt: 2 }}>
        {text('nothing_allowed')}
      </Alert>
    );
  }
  return (
    <Box sx={{ py: 2, display: 'grid', gap: 2, minWidth: 0 }}>
      <PageTitle title={text('dashboard')} />
      {error && (
        <Alert
          severity="error"
          action={<Button onClick={() => void refetch()}>{text('try_again')}</Button>}
        >
          {error.message}
        </Alert>
      )}
      {!data && !error && <LinearProgress />}
      <Grid width={150}>
        {data?.cards.map((card) => (
          <Figure key={card.name} {...card} />
        ))}
      </Grid>
      <Grid width={340}>
        {data?.charts.map((chart) => (
          <Panel key={chart.name} label={chart.label}>
            <Box sx={{ height: 220, p: 1.5, pt: 0 }}>
              <Chart {...chart} />
            </Box>
          </Panel>
        ))}
      </Grid>
      <Grid width={300}>
        {data?.lists.map((list) => (
          <Rows key={list.name} {...list} />
        ))}
        <RecentActions />
        <RecentTasks />
      </Grid>
    </Box>
  );
}

/** As many columns of this width as there is room for. */
function Grid({ width, children }: { width: number; children: ReactNode }) {
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: `repeat(auto-fit, minmax(min(${width}px, 100%), 1fr))`,
      }}
    >
      {children}
    </Box>
  );
}

function Panel({
  label,
  action,
  children,
}: {
  label: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <Paper variant="outlined" component="section" aria-label={label} sx={{ minWidth: 0 }}>
      <Box
        sx={{
          display: 'flex',
          justifyContent: 'space-between',
          alignItems: 'center',
          px: 2,
          py: 1,
        }}
      >
        <Typography variant="subtitle2" component="h2">
          {label}
        </Typography>
        {action}
      </Box>
      {children}
    </Paper>
  );
}

function Figure({ label, value, type, resource, filter }: CardData) {
  const locale = useLanguage();
  const { description } = useTold();
  const shown =
    value === null
      ? '—'
      : type === 'money'
        ? moneyText(value)
        : `${numberText(value, locale)}${type === 'percent' ? '%' : ''}`;
  const content = (
    <CardContent sx={{ py: 1.5 }}>
      <Typography variant="body2" color="text.secondary">
        {label}
      </Typography>
      <Typography
        variant="h5"
        component="p"
        sx={{ fontVariantNumeric: 'tabular-nums', overflowWrap: 'anywhere' }}
      >
        {shown}
      </Typography>
    </CardContent>
  );
  const isSeen = description.resources.some(({ name }) => name === resource);
  const to = `/${resource}?filter=${encodeURIComponent(JSON.stringify(filter ?? {}))}`;
  return (
    <Card variant="outlined">
      {isSeen ? (
        <CardActionArea component={Link} to={to} sx={{ height: '100%' }}>
          {content}
        </CardActionArea>
      ) : (
        content
      )}
    </Card>
  );
}

function Rows({ label, resource, rows }: ListData) {
  const text = useText();
  return (
    <Panel label={label}>
      {rows.length === 0 && (
        <Typography variant="body2" color="text.secondary" sx={{ px: 2, pb: 2 }}>
          {text('nothing_yet')}
        </Typography>
      )}
      <List dense disablePadding>
        {rows.map(({ id, label: name, detail }) => (
          <ListItemButton key={id} component={Link} to={`/${resource}/${id}`}>
            <ListItemText
              primary={name}
              secondary={detail}
              slotProps={{ primary: { noWrap: true }, secondary: { noWrap: true } }}
            />
          </ListItemButton>
        ))}
      </List>
    </Panel>
  );
}

/** Tasks that the dashboard shows. */
const TASKS = 3;

/** What whoever looks has begun, where there is any. */
function RecentTasks() {
  const text = useText();
  const { data: tasks = [] } = useRecentTasks();
  if (tasks.length === 0) return null;
  const all = (
    <Button component={Link} to="/tasks">
      {text('all')}
    </Button>
  );
  return (
    <Panel label={text('tasks')} action={all}>
      <TaskList tasks={tasks.slice(0, TASKS)} isBrief />
    </Panel>
  );
}

/** Actions that the dashboard shows. */
const SHOWN = 8;

function RecentActions() {
  const text = useText();
  const { data, error } = useRecentActions(1, SHOWN);
  if (error) return <Alert severity="error">{error.message}</Alert>;
  if (!data) return null;
  const all = (
    <Button component={Link} to="/recent-actions">
      {text('all')}
    </Button>
  );
  return (
    <Panel label={text('recent_actions')} action={all}>
      <HistoryTable entries={data.results} isBrief />
    </Panel>
  );
}
