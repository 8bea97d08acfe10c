import { computed, field, media, serializer, type Row } from '../rest/index.js';
import { isShownProven, shownContact } from './contacts/contact.js';
import { GENDERS, ROLES, User } from './entities/index.js';

const MOBILE_COLUMNS = ['mobile', 'pendingMobile'] as const;
const EMAIL_COLUMNS = ['email', 'pendingEmail'] as const;
const CONTACT = { type: ['string', 'null'] };
const FLAG = { type: 'boolean' };

/** A row of the table, whole. */
const userIn = (row: Row) => row as unknown as User;

/** Whether the address that is shown is verified. */
const EMAIL_ACTIVE = computed(EMAIL_COLUMNS, (row) => isShownProven(userIn(row), 'email'), FLAG);

/** What users see of themselves. */
export const ProfileSerializer = serializer(User, 'Profile', {
  id: field(),
  username: field(),
  name: field(),
  gender: field('gender', { enum: GENDERS }),
  birthday: field('birthday', { type: ['string', 'null'], format: 'date' }),
  email: computed(EMAIL_COLUMNS, (row) => shownContact(userIn(row), 'email'), CONTACT),
  mobile: computed(MOBILE_COLUMNS, (row) => shownContact(userIn(row), 'mobile'), CONTACT),
  avatar: media(),
  email_active: EMAIL_ACTIVE,
  mobile_active: computed(MOBILE_COLUMNS, (row) => isShownProven(userIn(row), 'mobile'), FLAG),
  role: field('role', { enum: ROLES }),
});

/** As the Meiduo user centre reads it: without an address, `email` is empty. */
export const AccountSerializer = serializer(User, 'Account', {
  id: field(),
  username: field(),
  mobile: computed(MOBILE_COLUMNS, (row) => shownContact(userIn(row), 'mobile'), CONTACT),
  email: computed(EMAIL_COLUMNS, (row) => shownContact(userIn(row), 'email') ?? '', {
    type: 'string',
  }),
  email_active: EMAIL_ACTIVE,
});

const token = { type: 'string', description: 'goes into `Authorization: JWT <token>`' };
const id = { type: 'integer' };
const username = { type: 'string' };

/** Answer to a registration, for every family of clients. */
export const REGISTERED = {
  description: 'Registered and signed in.',
  schema: {
    type: 'object',
    required: ['id', 'username', 'mobile', 'token', 'name'],
    properties: { id, username, mobile: { type: ['string', 'null'] }, token, name: username },
  },
};

/** Answer to a sign-in, for every family of clients. */
export const SIGNED_IN = {
  description: 'Signed in.',
  schema: {
    type: 'object',
    required: ['token', 'user_id', 'username'],
    properties: { token, user_id: id, username },
  },
};
