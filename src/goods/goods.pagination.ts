import { PageNumberPagination } from '../rest/index.js';

/** How lists of goods are cut into pages. */
export const GOODS_PAGES = new PageNumberPagination({
  pageSize: 12,
  pageSizeParameter: 'page_size',
  maxPageSize: 100,
});
