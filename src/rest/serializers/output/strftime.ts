/** Where a directive's digits stand in `YYYY-MM-DD HH:MM:SS`. */
const DIRECTIVES: Readonly<Record<string, (text: string) => string>> = {
  Y: (text) => text.slice(0, 4),
  y: (text) => text.slice(2, 4),
  m: (text) => text.slice(5, 7),
  d: (text) => text.slice(8, 10),
  H: (text) => text.slice(11, 13) || '00',
  I: (text) => String(Number(text.slice(11, 13)) % 12 || 12).padStart(2, '0'),
  M: (text) => text.slice(14, 16) || '00',
  S: (text) => text.slice(17, 19) || '00',
  p: (text) => (Number(text.slice(11, 13)) < 12 ? 'AM' : 'PM'),
  '%': () => '%',
};

/**
 * Compiles a format of Python's `strftime`.
 *
 * @returns writes a wall clock time, `YYYY-MM-DD` with or without ` HH:MM:SS`, in the format
 * @throws Error for a directive that depends on a locale or that there is not
 */
export function strftime(format: string): (wallClock: string) => string {
  const parts = [...format.matchAll(/%(.)|[^%]+/gsu)].map(([text, letter]) => {
    if (letter === undefined) return () => text;
    const directive = DIRECTIVES[letter];
    if (!directive) throw new Error(`${format}: %${letter} is no format of dates and times`);
    return directive;
  });
  return (wallClock) => parts.map((part) => part(wallClock)).join('');
}
