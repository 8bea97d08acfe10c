import type { Settings } from '../config/settings.js';
import {
  migrationStates,
  runMigrations,
  undoMigration,
} from '../infrastructure/database/migrate.js';
import type { Output } from './output.js';

const USAGE = `Usage: npm run migrate -- status|up|down
status  lists all migrations and whether they are done; the exit code is 1 when one is not
up      does what is not done
down    undoes the last one, its data included: make a backup first
`;

/**
 * Looks after the schema of the database.
 *
 * @returns the exit code: 1 for a status with migrations to do, 2 for a wrong call
 * @throws {DatabaseError} as the migrations do
 */
export async function migrateCommand(
  args: string[],
  settings: () => Settings,
  { out, err }: Output,
): Promise<number> {
  const [command] = args;
  if (args.length > 1 || !isCommand(command)) {
    const isHelp = command === '--help' && args.length === 1;
    (isHelp ? out : err).write(USAGE);
    return isHelp ? 0 : 2;
  }
  return COMMANDS[command](settings(), (line) => out.write(`${line}\n`));
}

type Print = (line: string) => unknown;

const COMMANDS = {
  async status(settings: Settings, print: Print): Promise<number> {
    const states = await migrationStates(settings);
    for (const { name, isDone } of states) print(`[${isDone ? 'x' : ' '}] ${name}`);
    return states.every(({ isDone }) => isDone) ? 0 : 1;
  },

  async up(settings: Settings, print: Print): Promise<number> {
    const done = await runMigrations(settings);
    for (const name of done) print(`${name} done`);
    if (done.length === 0) print('nothing to do');
    return 0;
  },

  async down(settings: Settings, print: Print): Promise<number> {
    const undone = await undoMigration(settings);
    print(undone ? `${undone} undone` : 'nothing to undo');
    return 0;
  },
};

function isCommand(text: string | undefined): text is keyof typeof COMMANDS {
  return text !== undefined && Object.hasOwn(COMMANDS, text);
}
