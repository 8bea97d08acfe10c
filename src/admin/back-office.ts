import { GROUPS } from '../docs/groups.js';
import { JwtAuthentication, SessionAuthentication, withFiles } from '../rest/index.js';
import { BackOfficeStaff } from './permissions.js';

/** Files of one form at most. */
const MOST_FILES = 10;

/** Bytes of what is sent to a resource: a form with its pictures, or a file of rows. */
export const RESOURCE_BODY = withFiles(MOST_FILES);

/** What all views of the back office declare: who may come in, and where they are described. */
export const BACK_OFFICE = {
  group: GROUPS.backOffice,
  authentication: [JwtAuthentication, SessionAuthentication],
  permissions: [BackOfficeStaff],
  listed: false,
} as const;
