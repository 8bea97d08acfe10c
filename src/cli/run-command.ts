import type { Settings } from '../config/settings.js';
import { asError } from '../infrastructure/errors.js';
import { environment, loadSettings } from '../settings.js';
import type { Output } from './output.js';

/**
 * A command.
 *
 * @param args what stands behind its name on the command line
 * @param settings reads them; not called by those who only ask for help
 * @returns the exit code
 */
export type Command = (args: string[], settings: () => Settings, output: Output) => Promise<number>;

/** Runs a command as this process, whose exit code is its own. Of an error one line is told. */
export async function runCommand(name: string, command: Command): Promise<void> {
  const { argv, stdout: out, stderr: err } = process;
  try {
    process.exitCode = await command(argv.slice(2), commandSettings, { out, err });
  } catch (error) {
    err.write(`${name}: ${asError(error).message}\n`);
    process.exitCode = 1;
  }
}

/** A command does what it is for; where there are workers, it is not one more of them. */
function commandSettings(): Settings {
  return loadSettings({ ...environment(), WORKERS: '0' });
}
