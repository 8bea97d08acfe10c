import { useMemo, useRef } from 'react';
import { newKey } from './new-key.ts';

/** Keys of requests that are sent again when no answer comes. */
export interface RepeatKeys {
  /** The same as the last time, as long as the same is sent. */
  of(body: object): string;
  /** It is done: the same once more is something new. */
  renew(): void;
}

export function useRepeatKeys(): RepeatKeys {
  const last = useRef<{ readonly text: string; readonly key: string }>(null);
  return useMemo(
    () => ({
      of(body) {
        const text = JSON.stringify(body);
        if (last.current?.text !== text) last.current = { text, key: newKey() };
        return last.current.key;
      },
      renew() {
        last.current = null;
      },
    }),
    [],
  );
}
