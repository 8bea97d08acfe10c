import { defineSettings, variable } from '../../config/group.js';
import { wholeNumber } from '../../config/values.js';

export const cacheSettings = defineSettings({
  title: 'Cache',
  variables: {
    CACHE_TTL: variable(
      'Seconds that a response may be served from the cache; 0 turns the cache off.',
      wholeNumber(0, 31_536_000, 60),
    ),
  },
  values: (env) => ({ ttl: env.CACHE_TTL }),
});
