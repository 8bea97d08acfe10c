import { Chip, LinearProgress, Stack, Typography } from '@mui/material';
import { RowErrors } from '../list/task-progress.tsx';
import { useTold } from '../server/description-context.ts';
import { isOver, percentOf, type RecentTask, type Task } from '../server/tasks.ts';
import { useText } from '../i18n/use-text.ts';
import type { TextKey } from '../i18n/texts.ts';
import { dateTimeText } from '../values/value-text.ts';
import { Entry, EntryList } from './entry-list.tsx';

const STATES: Readonly<Record<Task['state'], TextKey>> = {
  waiting: 'state_waiting',
  running: 'state_running',
  done: 'state_done',
  failed: 'state_failed',
};

const COLORS = { waiting: 'default', running: 'info', done: 'success', failed: 'error' } as const;

interface Props {
  readonly tasks: readonly RecentTask[];
  /** Without the rows that were complained of. */
  readonly isBrief?: boolean;
}

/** Tasks, how far each is, and what it had to complain of. */
export function TaskList({ tasks, isBrief = false }: Props) {
  const text = useText();
  return (
    <EntryList>
      {tasks.map((task) => (
        <Entry key={task.id} sx={{ overflowWrap: 'anywhere' }}>
          <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
            <Typography variant="body2" color="text.secondary">
              {dateTimeText(task.at)}
            </Typography>
            <Chip
              size="small"
              variant="outlined"
              color={COLORS[task.state]}
              label={text(STATES[task.state])}
            />
            <TaskName task={task} />
          </Stack>
          <Typography variant="body2" color="text.secondary">
            {task.state === 'running'
              ? text('task_running', { done: task.done, total: task.total })
              : task.message}
          </Typography>
          {!isOver(task) && (
            <LinearProgress
              aria-label={text(STATES[task.state])}
              variant={percentOf(task) === undefined ? 'indeterminate' : 'determinate'}
              value={percentOf(task)}
              sx={{ mt: 0.5 }}
            />
          )}
          {!isBrief && <RowErrors errors={task.errors} />}
        </Entry>
      ))}
    </EntryList>
  );
}

function TaskName({ task: { resource, action } }: { task: RecentTask }) {
  const text = useText();
  const { resources } = useTold().description;
  const declared = resources.find(({ name }) => name === resource);
  const label = declared?.list.actions.find(({ name }) => name === action)?.label;
  const done = label ?? (action === 'import' ? text('import') : action);
  return (
    <Typography variant="body2">{`${declared?.label_plural ?? resource}: ${done}`}</Typography>
  );
}
