/** Milliseconds that Node's timers know at most, about 24.8 days; with more they fire at once. */
const LONGEST = 2 ** 31 - 1;

/** Something that is to happen. */
export interface Timer {
  readonly cancel: () => void;
}

/**
 * Does the work once the time has passed, however long it is.
 *
 * @param options.ref whether the process stays alive for it; default: yes
 */
export function after(
  milliseconds: number,
  work: () => void,
  options: { readonly ref?: boolean } = {},
): Timer {
  let timer: NodeJS.Timeout;
  const wait = (left: number): void => {
    timer = setTimeout(
      () => (left > LONGEST ? wait(left - LONGEST) : work()),
      Math.min(left, LONGEST),
    );
    if (options.ref === false) timer.unref();
  };
  wait(milliseconds);
  return { cancel: () => clearTimeout(timer) };
}

/** Does the work each time the time has passed; the process does not stay alive for it. */
export function every(milliseconds: number, work: () => void): Timer {
  const next = (): Timer =>
    after(
      milliseconds,
      () => {
        timer = next();
        work();
      },
      { ref: false },
    );
  let timer = next();
  return { cancel: () => timer.cancel() };
}
