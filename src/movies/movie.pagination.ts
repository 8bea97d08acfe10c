import { LimitOffsetPagination } from '../rest/index.js';

/** How lists about movies are cut into pages where nothing else is said. */
export const MOVIE_PAGES = new LimitOffsetPagination({ defaultLimit: 10, maxLimit: 100 });
