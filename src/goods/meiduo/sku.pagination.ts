import { PageNumberPagination } from '../../rest/index.js';

/** How Meiduo's lists are cut into pages. */
export const SKU_PAGES = new PageNumberPagination({
  pageSize: 2,
  pageSizeParameter: 'page_size',
  maxPageSize: 20,
});

/** The same for what is found: some of the pages that show it do not say how many they show. */
export const FOUND_PAGES = new PageNumberPagination({
  pageSize: 6,
  pageSizeParameter: 'page_size',
  maxPageSize: 20,
});
