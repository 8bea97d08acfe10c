import { LimitOffsetPagination } from './rest/index.js';

/** How lists of the box office are cut into pages where nothing else is said. */
export const TEN_A_PAGE = new LimitOffsetPagination({ defaultLimit: 10, maxLimit: 100 });
