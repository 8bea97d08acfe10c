import { z } from 'zod';
import type { BaseSettings } from './base.settings.js';

/** Environment variables by name: what each may hold, as a schema of zod. */
export type Variables = Readonly<Record<string, z.ZodType>>;

/** The checked values of some variables. */
export type Values<S extends Variables> = z.output<z.ZodObject<S>>;

/** Says what is wrong with a variable. */
export type Complain = (variable: string, message: string) => void;

/** What the lists of settings tell of a variable. */
export interface About {
  /** What it is for, and in which unit. */
  readonly text: string;
  /** What holds when it is not set, unless the schema has a default. */
  readonly unset?: string;
  /** A value to begin with, where there is no default. */
  readonly example?: string;
}

const abouts = z.registry<About>();

/**
 * Declares one environment variable.
 *
 * @param text what it is for, and in which unit: the comment in `.env.example`, and its line in the
 *   README
 * @param schema what it may hold; texts come in, the default is the schema's
 */
export function variable<T extends z.ZodType>(
  text: string,
  schema: T,
  more: Omit<About, 'text'> = {},
): T {
  abouts.add(schema, { text, ...more });
  return schema;
}

/** @throws Error for a schema that was not declared by {@link variable} */
export function aboutOf(name: string, schema: z.ZodType): About {
  const about = abouts.get(schema);
  if (!about) throw new Error(`${name}: declare it by variable(), so that lists can tell of it`);
  return about;
}

interface Declaration<S extends Variables, V, B> {
  /** Heading in the lists of settings. */
  readonly title: string;
  readonly variables: S;
  /** Complains of what is missing or must not be. */
  check?(env: Values<S>, base: B, complain: Complain): void;
  /** The settings behind checked variables. */
  values(env: Values<S>, base: B): V;
}

/** Looks at the variables together. @returns their values, or nothing after a complaint */
type Finish<V, B> = (base: B) => V | undefined;

/** Settings that are declared together; `Settings.of` has their values. */
export interface SettingsGroup<V, B = BaseSettings> {
  readonly title: string;
  readonly variables: Variables;
  /** Looks at each variable by itself. @returns the second step; nothing after a complaint */
  parse(env: Readonly<Record<string, string>>, complain: Complain): Finish<V, B> | undefined;
}

/**
 * Declares the settings of a domain, in `<domain>.settings.ts` of its folder; `src/settings.ts` lists
 * all. Checks and values may look at what every process has ({@link BaseSettings}).
 */
export function defineSettings<S extends Variables, V, B = BaseSettings>(
  declaration: Declaration<S, V, B>,
): SettingsGroup<V, B> {
  const { title, variables } = declaration;
  const schema = z.object(variables);
  return {
    title,
    variables,
    parse(env, complain) {
      const { data, error } = schema.safeParse(env);
      for (const { path, message } of error?.issues ?? []) complain(path.join('.'), message);
      if (!data) return undefined;
      return (base) => {
        let isGood = true;
        declaration.check?.(data, base, (name, message) => {
          isGood = false;
          complain(name, message);
        });
        return isGood ? declaration.values(data, base) : undefined;
      };
    },
  };
}
