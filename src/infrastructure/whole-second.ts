/** The instant as MySQL keeps it: in whole seconds, so that an answer shows what will be read later. */
export function wholeSecond(milliseconds: number): Date {
  return new Date(Math.floor(milliseconds / 1000) * 1000);
}
