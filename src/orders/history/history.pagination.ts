import { PageNumberPagination } from '../../rest/index.js';

/** How the history of an order is cut into pages. */
export const HISTORY_PAGES = new PageNumberPagination({
  pageSize: 20,
  pageSizeParameter: 'page_size',
  maxPageSize: 100,
});
