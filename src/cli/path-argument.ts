import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { Output } from './output.js';

type Options = NonNullable<ParseArgsConfig['options']>;
type Values = Readonly<Record<string, unknown>>;

const HELP = { help: { type: 'boolean', default: false } } as const satisfies Options;

/**
 * The path on the command line of a command that takes one, and options; else its usage is told.
 *
 * @param options as `parseArgs` wants them
 * @param isUsable whether the values of the options can be meant
 * @returns both, or the exit code: 0 when help was asked for, 2 for a wrong call
 */
export function pathAndOptions(
  args: string[],
  usage: string,
  { out, err }: Output,
  options: Options = {},
  isUsable: (values: Values) => boolean = () => true,
): { readonly path: string; readonly values: Values } | 0 | 2 {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { ...options, ...HELP },
  });
  const [path] = positionals;
  const isHelp = values.help === true;
  if (!isHelp && path !== undefined && positionals.length === 1 && isUsable(values)) {
    return { path, values };
  }
  (isHelp ? out : err).write(usage);
  return isHelp ? 0 : 2;
}

/** As {@link pathAndOptions}, for a command without options. */
export function pathArgument(args: string[], usage: string, output: Output): string | 0 | 2 {
  const call = pathAndOptions(args, usage, output);
  return typeof call === 'number' ? call : call.path;
}
