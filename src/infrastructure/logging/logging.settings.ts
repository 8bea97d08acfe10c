import { defineSettings, variable } from '../../config/group.js';
import { wholeNumber } from '../../config/values.js';
import { z } from 'zod';

/** What is logged besides what goes wrong. */
export interface LoggingSettings {
  /** Whether every request gets its line, successful reads too. */
  readonly accessLog: boolean;
  /** Milliseconds from which a statement is logged; 0: never. */
  readonly slowQuery: number;
}

export const loggingSettings = defineSettings({
  title: 'Logs',
  variables: {
    ACCESS_LOG: variable(
      'Whether every request gets its line at info: on, or off, where successful reads are debug lines.',
      z.enum(['on', 'off']).default('off'),
    ),
    SLOW_QUERY_MS: variable(
      'Milliseconds from which a statement is logged, without its values; 0: never.',
      wholeNumber(0, 3_600_000, 1000),
    ),
  },
  values: ({ ACCESS_LOG, SLOW_QUERY_MS }): LoggingSettings => ({
    accessLog: ACCESS_LOG === 'on',
    slowQuery: SLOW_QUERY_MS,
  }),
});
