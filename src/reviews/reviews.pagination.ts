import { PageNumberPagination } from '../rest/index.js';

/** How lists of reviews are cut into pages. */
export const REVIEW_PAGES = new PageNumberPagination({
  pageSize: 10,
  pageSizeParameter: 'page_size',
  maxPageSize: 100,
});
