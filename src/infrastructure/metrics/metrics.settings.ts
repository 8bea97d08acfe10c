import { z } from 'zod';
import { defineSettings, variable } from '../../config/group.js';
import { wholeNumber } from '../../config/values.js';

/** Where this process tells what it does. */
export interface MetricsSettings {
  readonly host: string;
  /** Undefined: nowhere. */
  readonly port: number | undefined;
  /** What is deployed, as people call it. */
  readonly release: string;
}

export const metricsSettings = defineSettings({
  title: 'Metrics',
  variables: {
    METRICS_PORT: variable(
      'Port on which this process tells Prometheus what it does, at /metrics, such as 9464; each process needs one of its own. 0: it tells nobody.',
      wholeNumber(0, 65_535, 0),
    ),
    METRICS_HOST: variable(
      'Address of that port. It asks nobody who they are: no address that the world can reach.',
      z.string().default('127.0.0.1'),
    ),
    RELEASE: variable(
      'What is deployed, such as a version or a commit: metrics and reports of errors carry it.',
      z
        .string()
        .regex(/^[\w.+@/-]{1,100}$/, 'expected a name such as 1.4.2 or a commit')
        .default('unknown'),
    ),
  },
  values: ({ METRICS_PORT, METRICS_HOST, RELEASE }): MetricsSettings => ({
    host: METRICS_HOST,
    port: METRICS_PORT || undefined,
    release: RELEASE,
  }),
});
