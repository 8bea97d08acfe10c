import { useQuery } from '@tanstack/react-query';
import { call } from './http.ts';

/** Work of the server that goes on after the answer. */
export interface Task {
  readonly state: 'waiting' | 'running' | 'done' | 'failed';
  readonly done: number;
  readonly total: number;
  readonly message: string;
  readonly errors: readonly { readonly row: number | string; readonly message: string }[];
}

/** A task among others. */
export interface RecentTask extends Task {
  readonly id: string;
  readonly at: string;
  readonly resource: string;
  readonly action: string;
}

/** Milliseconds between two looks at a task. */
const PAUSE = 700;

/** And between two looks at all of them. */
const LONG_PAUSE = 3000;

export const isOver = (task: Task | undefined): boolean =>
  task?.state === 'done' || task?.state === 'failed';

/** How much of a task is done, in percent; undefined as long as nobody knows how much it is. */
export const percentOf = (task: Task | undefined): number | undefined =>
  task && task.total > 0 ? Math.min(100, (task.done / task.total) * 100) : undefined;

/** Follows a task to its end. */
export function useTask(id: string | null) {
  return useQuery({
    queryKey: ['task', id],
    queryFn: async ({ signal }) => (await call<Task>('GET', `tasks/${id}/`, { signal })).data,
    enabled: id !== null,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : PAUSE),
  });
}

/** The latest tasks of whoever looks, as long as one of them goes on. */
export function useRecentTasks() {
  return useQuery({
    queryKey: ['tasks'],
    queryFn: async ({ signal }) =>
      (await call<{ results: RecentTask[] }>('GET', 'tasks/', { signal })).data.results,
    refetchInterval: ({ state }) => (state.data?.every(isOver) === false ? LONG_PAUSE : false),
  });
}
