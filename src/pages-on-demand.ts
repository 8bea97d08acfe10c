import { OnDemandPagination, PageNumberPagination } from './rest/index.js';

/** Pages as clients ask for them by `page`, and by `limit` for how long one is. */
export const PAGES = new PageNumberPagination({
  pageSize: 10,
  pageSizeParameter: 'limit',
  maxPageSize: 100,
});

/** How lists are cut that MxShop takes as one bare array: only for those who ask for pages. */
export const PAGES_ON_DEMAND = new OnDemandPagination(PAGES);
