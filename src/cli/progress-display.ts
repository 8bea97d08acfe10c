import { SingleBar } from 'cli-progress';
import type { ImportProgress } from '../goods/import/import-report.js';

/** Milliseconds between two lines where there is no terminal to draw a bar on. */
const LINE_INTERVAL = 2_000;

/** Shows how far an import is. */
export interface ProgressDisplay {
  update(progress: ImportProgress): void;
  /** Prints a line about a row that was left out. */
  complain(line: string): void;
  /** Call once at the end. */
  stop(): void;
}

/** A bar on a terminal, plain lines elsewhere. */
export function progressDisplay(stream: NodeJS.WritableStream): ProgressDisplay {
  return (stream as { isTTY?: boolean }).isTTY ? bar(stream) : plainLines(stream);
}

function bar(stream: NodeJS.WritableStream): ProgressDisplay {
  const single = new SingleBar({
    format: '{bar} {percentage}% | {rows} rows, {failed} failed | {duration_formatted}',
    stream,
    clearOnComplete: false,
    hideCursor: true,
  });
  let started = false;
  return {
    update({ bytesRead, bytesTotal, rows, failed }) {
      if (!started) single.start(bytesTotal, 0, { rows, failed });
      started = true;
      single.update(bytesRead, { rows, failed });
    },
    complain(line) {
      // Clears what is left of the bar on this line; it is drawn again below.
      stream.write(started ? `\r\u001b[K${line}\n` : `${line}\n`);
    },
    stop() {
      if (started) single.stop();
    },
  };
}

function plainLines(stream: NodeJS.WritableStream): ProgressDisplay {
  let last = performance.now();
  return {
    update({ bytesRead, bytesTotal, rows, failed }) {
      if (performance.now() - last < LINE_INTERVAL) return;
      last = performance.now();
      const percentage = Math.floor((bytesRead / bytesTotal) * 100);
      stream.write(`${percentage}%: ${rows} rows, ${failed} failed\n`);
    },
    complain(line) {
      stream.write(`${line}\n`);
    },
    stop() {
      // A plain line needs no tidying up.
    },
  };
}
