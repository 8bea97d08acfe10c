import { OAUTH_PROVIDERS } from './oauth.settings.js';
import { computed, dateTime, field, serializer, choiceSchema } from '../rest/index.js';
import { OAuthLink } from './entities/index.js';

/** What users see of their accounts at providers. */
export const LinkSerializer = serializer(OAuthLink, 'LinkedAccount', {
  provider: field('provider', choiceSchema(OAUTH_PROVIDERS)),
  add_time: dateTime('createdAt'),
  /** Whether it signs in only after it was confirmed. */
  suspended: computed([], ({ isSuspended }) => isSuspended, { type: 'boolean' }),
});
