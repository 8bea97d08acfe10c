import {
  Alert,
  LinearProgress,
  Stack,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { isOver as hasEnded, percentOf, useTask, type Task } from '../server/tasks.ts';
import { useText } from '../i18n/use-text.ts';

/** How far a task is, and which rows it had to complain of. */
export function TaskProgress({ id }: { id: string }) {
  const text = useText();
  const { data: task, error } = useTask(id);
  if (error) return <Alert severity="error">{error.message}</Alert>;
  const isOver = hasEnded(task);
  const percent = percentOf(task);
  return (
    <Stack spacing={1.5} role="status">
      {!isOver && (
        <LinearProgress
          variant={percent === undefined ? 'indeterminate' : 'determinate'}
          value={percent}
        />
      )}
      {!isOver && (
        <Typography variant="body2">
          {task?.state === 'running'
            ? text('task_running', { done: task.done, total: task.total })
            : text('task_waiting')}
        </Typography>
      )}
      {task?.state === 'failed' && (
        <Alert severity="error">{task.message || text('task_failed')}</Alert>
      )}
      {task?.state === 'done' && (
        <Alert severity={task.errors.length > 0 ? 'warning' : 'success'}>
          {task.message || text('action_done', { smart_count: task.done })}
        </Alert>
      )}
      {task && isOver && <RowErrors errors={task.errors} />}
      {!isOver && (
        <Typography variant="caption" color="text.secondary">
          {text('task_keeps_running')}
        </Typography>
      )}
    </Stack>
  );
}

/** Rows that a task had to complain of. */
export function RowErrors({ errors }: Pick<Task, 'errors'>) {
  const text = useText();
  if (errors.length === 0) return null;
  return (
    <Table size="small">
      <TableHead>
        <TableRow>
          <TableCell>{text('row')}</TableCell>
          <TableCell>{text('problem')}</TableCell>
        </TableRow>
      </TableHead>
      <TableBody>
        {errors.map(({ row, message }) => (
          <TableRow key={`${row} ${message}`}>
            <TableCell>{row}</TableCell>
            <TableCell>{message}</TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
