/** Where a command writes. */
export interface Output {
  out: NodeJS.WritableStream;
  err: NodeJS.WritableStream;
}
