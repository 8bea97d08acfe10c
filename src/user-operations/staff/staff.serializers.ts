import { field, through } from '../../rest/index.js';
import { AddressSerializer } from '../addresses/address.serializers.js';
import { MessageSerializer } from '../messages/messages.serializers.js';

const whose = { user: field('userId'), username: through('user.username') } as const;

/** A message as the shop reads it: with who has sent it. */
export const StaffMessageSerializer = MessageSerializer.extend('StaffMessage', whose);

/** An address likewise. */
export const StaffAddressSerializer = AddressSerializer.extend('StaffAddress', whose);
