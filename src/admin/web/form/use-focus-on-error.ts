import { useEffect, useRef, type RefObject } from 'react';

/** Takes whoever has sent a form to the first value that was refused. */
export function useFocusOnError<E extends HTMLElement>(refusal: unknown): RefObject<E | null> {
  const form = useRef<E>(null);
  useEffect(() => {
    if (refusal) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [refusal]);
  return form;
}
