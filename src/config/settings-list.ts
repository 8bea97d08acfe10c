import { z } from 'zod';
import { aboutOf, type Variables } from './group.js';

/** Settings that are declared together, as far as lists need to know. */
interface Listed {
  readonly title: string;
  readonly variables: Variables;
}

const WIDTH = 100;

const HEAD = `# Settings of the shop. Copy this file to \`.env\` or set the variables in the environment, which wins.
# Every variable is optional in development; the values shown are the defaults. Written by
# \`npm run settings:list\` from what the parts of the shop declare.`;

/** The text of `.env.example`. */
export function environmentFile(groups: readonly Listed[]): string {
  const sections = groups.map(({ title, variables }) => {
    const entries = Object.entries(variables).map(([name, schema]) => {
      const { text, unset, example = '' } = aboutOf(name, schema);
      const standard = defaultOf(schema);
      const note = unset === undefined ? text : `${text} Unless given: ${unset}.`;
      const line = standard === '' ? `# ${name}=${example}` : `${name}=${standard}`;
      return `${comment(note)}\n${line}\n`;
    });
    return `# ---- ${title} ----\n\n${entries.join('\n')}`;
  });
  return `${HEAD}\n\n${sections.join('\n')}`;
}

/** The table stands between these lines of the README; Prettier would blow it up. */
const TABLE =
  /(?<=<!-- settings -->\n<!-- prettier-ignore-start -->\n\n)[^]*?(?=\n\n<!-- prettier-ignore-end -->)/;

/**
 * The README with the table of these settings in its place.
 *
 * @throws Error when it has no such place
 */
export function withSettingsTable(readme: string, groups: readonly Listed[]): string {
  if (!TABLE.test(readme)) throw new Error('the README has no place for the table of settings');
  return readme.replace(TABLE, () => settingsTable(groups));
}

function settingsTable(groups: readonly Listed[]): string {
  const rows = groups.flatMap(({ title, variables }) => [
    `| **${title}** | | |`,
    ...Object.entries(variables).map(([name, schema]) => {
      const { text, unset = '' } = aboutOf(name, schema);
      const standard = defaultOf(schema);
      return `| \`${name}\` | ${standard === '' ? cell(unset) : `\`${standard}\``} | ${cell(text)} |`;
    }),
  ]);
  return ['| variable | default | what |', '| --- | --- | --- |', ...rows].join('\n');
}

/** What holds when the variable is not set, as one would write it. */
function defaultOf(schema: z.ZodType): string {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) {
    return String(schema.def.defaultValue);
  }
  return '';
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('*', '\\*').replaceAll('<', '&lt;');
}

/** Broken into lines of comment. */
function comment(text: string): string {
  const lines = ['#'];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1]!;
    if (last.length + 1 + word.length > WIDTH) lines.push(`# ${word}`);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines.join('\n');
}
