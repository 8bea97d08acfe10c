import { Alert, LinearProgress, Paper, Typography } from '@mui/material';
import { Breadcrumbs } from '../layout/breadcrumbs.tsx';
import { PageTitle } from '../layout/page-title.tsx';
import { useText } from '../i18n/use-text.ts';
import { useRecentTasks } from '../server/tasks.ts';
import { TaskList } from './task-list.tsx';

/** What whoever looks has begun lately, with all that it had to complain of. */
export function TasksPage() {
  const text = useText();
  const { data: tasks, error } = useRecentTasks();
  return (
    <>
      <PageTitle title={text('tasks')} />
      <Breadcrumbs here={text('tasks')} />
      <Typography variant="h6" component="h1" sx={{ mb: 1.5 }}>
        {text('tasks')}
      </Typography>
      {error && <Alert severity="error">{error.message}</Alert>}
      {!tasks && !error && <LinearProgress />}
      {tasks && (
        <Paper variant="outlined">
          <TaskList tasks={tasks} />
        </Paper>
      )}
    </>
  );
}
