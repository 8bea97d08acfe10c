import { OAuthLink } from './oauth-link.entity.js';

export { OAuthLink, OPEN_ID_LENGTH } from './oauth-link.entity.js';

/** Every table of the sign-in with other services' accounts. */
export const OAUTH_ENTITIES = [OAuthLink];
