import { z } from 'zod';
import { defineSettings, variable } from '../config/group.js';

/** Where the dialect is served. */
export interface SessionDialectSettings {
  /** URL path without slashes at its ends; undefined: it is not served. */
  readonly path: string | undefined;
}

export const sessionDialectSettings = defineSettings({
  title: 'Pages that sign in by a session',
  variables: {
    SESSION_DIALECT_PATH: variable(
      'Path of the API below which the session edition of the Meiduo pages is served, or off. Their `host` is the address of the API with this path; CORS_ORIGINS must name their origin.',
      z
        .string()
        .regex(/^[a-z][\w-]*(\/[\w-]+)*$/i, 'expected a path such as session, or off')
        .default('session'),
    ),
  },
  values: ({ SESSION_DIALECT_PATH: path }): SessionDialectSettings => ({
    path: path === 'off' ? undefined : path,
  }),
});
