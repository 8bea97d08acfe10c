import { computed, field, serializer } from '../../rest/index.js';
import { shownContact } from '../contacts/contact.js';
import { User } from '../entities/index.js';
import { EMAIL_ACTIVE, EMAIL_COLUMNS, MOBILE_SHOWN, userIn } from '../users.serializers.js';

/** As the Meiduo user centre reads it: without an address, `email` is empty. */
export const AccountSerializer = serializer(User, 'Account', {
  id: field(),
  username: field(),
  mobile: MOBILE_SHOWN,
  email: computed(EMAIL_COLUMNS, (row) => shownContact(userIn(row), 'email') ?? '', {
    type: 'string',
  }),
  email_active: EMAIL_ACTIVE,
});
