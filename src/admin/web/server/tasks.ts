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

/** Milliseconds between two looks at a task. */
const PAUSE = 700;

const isOver = (task: Task | undefined): boolean =>
  task?.state === 'done' || task?.state === 'failed';

/** Follows a task to its end. */
export function useTask(id: string | null) {
  return useQuery({
    queryKey: ['task', id],
    queryFn: async ({ signal }) => (await call<Task>('GET', `tasks/${id}/`, { signal })).data,
    enabled: id !== null,
    refetchInterval: ({ state }) => (isOver(state.data) ? false : PAUSE),
  });
}
