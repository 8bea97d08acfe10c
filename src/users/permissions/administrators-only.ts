import { Permission, type RestRequest } from '../../rest/index.js';

/** Lets administrators of the whole system pass, and no other staff. DJANGO: User.is_superuser */
export class AdministratorsOnly extends Permission {
  override hasPermission({ user }: RestRequest): boolean {
    return user?.isSuperuser === true;
  }
}
