import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { Writable } from 'node:stream';

/**
 * A password that is on no command line: from the environment, from a pipe, or typed unseen.
 *
 * @param variable environment variable that may hold it
 */
export async function askPassword(variable: string): Promise<string> {
  const given = process.env[variable];
  if (given) return given;
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return (await text(stdin)).replace(/\r?\n$/, '');
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: stdin, output: silence, terminal: true });
  try {
    stderr.write('Password: ');
    return await terminal.question('');
  } finally {
    terminal.close();
    stderr.write('\n');
  }
}
