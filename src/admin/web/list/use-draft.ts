import { useEffect, useRef, useState } from 'react';

/** Milliseconds without a key until what is typed counts. */
const TYPING = 300;

/**
 * What is being typed into a filter: applied after a pause, and changed from elsewhere, such as by
 * "clear filters" or the way back.
 *
 * @param applied what counts at present
 */
export function useDraft(applied: string, apply: (text: string) => void) {
  const [draft, setDraft] = useState(applied);
  const last = useRef(applied);
  const latest = useRef(apply);
  useEffect(() => {
    latest.current = apply;
  });

  useEffect(() => {
    if (applied !== last.current) setDraft(applied);
    last.current = applied;
  }, [applied]);

  useEffect(() => {
    if (draft === last.current) return undefined;
    const timer = setTimeout(() => {
      last.current = draft;
      latest.current(draft);
    }, TYPING);
    return () => clearTimeout(timer);
  }, [draft]);

  return [draft, setDraft] as const;
}
