import { LimitOffsetPagination } from '../rest/index.js';

/** Ten a page, as everywhere in the box office. */
export const BOX_OFFICE_PAGES = new LimitOffsetPagination({ defaultLimit: 10, maxLimit: 100 });
