import { Writable } from 'node:stream';

/** Collects what is written to it. */
export class Collector extends Writable {
  text = '';

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}

/** Where a command under test writes. */
export function outputs(): { out: Collector; err: Collector } {
  return { out: new Collector(), err: new Collector() };
}
