import { OAUTH_PROVIDERS } from '../config/oauth-settings.js';
import { dateTime, field, serializer } from '../rest/index.js';
import { OAuthLink } from './entities/index.js';

/** What users see of their accounts at providers. */
export const LinkSerializer = serializer(OAuthLink, 'LinkedAccount', {
  provider: field('provider', { enum: OAUTH_PROVIDERS }),
  add_time: dateTime('createdAt'),
});
