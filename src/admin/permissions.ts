import { Permission, type RestRequest } from '../rest/index.js';

/**
 * Lets in who may do anything at all in the back office; what that is, each resource asks for
 * itself. DJANGO: AdminSite.has_permission
 */
export class BackOfficeStaff extends Permission {
  override hasPermission(request: RestRequest): boolean | Promise<boolean> {
    const { user } = request;
    if (!user) return false;
    return user.isStaff === true || request.grants.allowsAnything();
  }
}

/** Lets administrators in alone: what they see and do there is about the whole system. */
export class BackOfficeAdministrators extends Permission {
  override hasPermission({ user }: RestRequest): boolean {
    return user?.isSuperuser === true;
  }
}
