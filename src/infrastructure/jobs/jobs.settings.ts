import { defineSettings, variable } from '../../config/group.js';
import { wholeNumber } from '../../config/values.js';

export const jobSettings = defineSettings({
  title: 'Jobs',
  variables: {
    WORKERS: variable(
      'Background jobs that the API process runs at once. 0 leaves all of them to the processes that `npm run worker` starts; without Redis there are none, and at least one runs here.',
      wholeNumber(0, 1000, 5),
    ),
  },
  values: (env) => ({ workers: env.WORKERS }),
});
