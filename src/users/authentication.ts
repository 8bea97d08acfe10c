import { JwtAuthentication, SessionAuthentication } from '../rest/index.js';

/**
 * How the shop knows its users: storefronts send a token, people in the browsable pages have a
 * session. A token counts first, so that a storefront never depends on a browser's cookies; a change
 * by a session takes the token of a page's form besides.
 */
export const USER_AUTHENTICATION = [JwtAuthentication, SessionAuthentication];
