import { GROUPS } from '../docs/groups.js';
import { DjangoModelPermissionsWithView, PageNumberPagination } from '../rest/index.js';
import { USER_AUTHENTICATION } from './authentication.js';

/** What all resources declare by which the staff see the shop: who may, and in which pages. */
export const STAFF_RESOURCE = {
  group: GROUPS.staff,
  authentication: USER_AUTHENTICATION,
  permissions: [DjangoModelPermissionsWithView],
  pagination: new PageNumberPagination({
    pageSize: 20,
    pageSizeParameter: 'page_size',
    maxPageSize: 100,
  }),
  ordering: ['-id'],
  listed: false,
} as const;
