import { computed, field, media, serializer } from '../rest/index.js';
import { GENDERS, ROLES, User } from './entities/index.js';

/** What users see of themselves. */
export const ProfileSerializer = serializer(User, 'Profile', {
  id: field(),
  username: field(),
  name: field(),
  gender: field('gender', { enum: GENDERS }),
  birthday: field('birthday', { type: ['string', 'null'], format: 'date' }),
  email: field(),
  mobile: field(),
  avatar: media(),
  email_active: field('isEmailVerified'),
  role: field('role', { enum: ROLES }),
});

/** As the Meiduo user centre reads it: without an address, `email` is empty. */
export const AccountSerializer = serializer(User, 'Account', {
  id: field(),
  username: field(),
  mobile: field(),
  email: computed(['email'], ({ email }) => email ?? '', { type: 'string' }),
  email_active: field('isEmailVerified'),
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
