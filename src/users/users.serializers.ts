import { bilingual } from '../languages.js';
import {
  computed,
  field,
  media,
  serializer,
  type Row,
  named,
  objectSchema,
  choiceSchema,
  type Choice,
} from '../rest/index.js';
import { isShownProven, shownContact } from './contacts/contact.js';
import { GENDERS, User } from './entities/index.js';

const MOBILE_COLUMNS = ['mobile', 'pendingMobile'] as const;
/** What `shownContact` looks at. */
export const EMAIL_COLUMNS = ['email', 'pendingEmail'] as const;
const CONTACT = { type: ['string', 'null'] };
const ROLE_NAMES = [
  ['customer', bilingual('Customer', '顾客')],
  ['site_manager', bilingual('Site manager', '站点管理员')],
  ['administrator', bilingual('Administrator', '管理员')],
] as const satisfies readonly Choice[];
const FLAG = { type: 'boolean' };

/** A row of the table, whole. */
export const userIn = (row: Row) => row as unknown as User;

/** Whether the address that is shown is verified. */
export const EMAIL_ACTIVE = computed(
  EMAIL_COLUMNS,
  (row) => isShownProven(userIn(row), 'email'),
  FLAG,
);

/** The mobile number that its user is shown. */
export const MOBILE_SHOWN = computed(
  MOBILE_COLUMNS,
  (row) => shownContact(userIn(row), 'mobile'),
  CONTACT,
);

/** What users see of themselves. */
export const ProfileSerializer = serializer(User, 'Profile', {
  id: field(),
  username: field(),
  name: field(),
  gender: field('gender', choiceSchema(GENDERS)),
  birthday: field('birthday', { type: ['string', 'null'], format: 'date' }),
  email: computed(EMAIL_COLUMNS, (row) => shownContact(userIn(row), 'email'), CONTACT),
  mobile: MOBILE_SHOWN,
  avatar: media(),
  email_active: EMAIL_ACTIVE,
  mobile_active: computed(MOBILE_COLUMNS, (row) => isShownProven(userIn(row), 'mobile'), FLAG),
  role: field('role', choiceSchema(ROLE_NAMES)),
});

const token = { type: 'string', description: 'goes into `Authorization: JWT <token>`' };
const id = { type: 'integer' };
const username = { type: 'string' };

/** Answer to a registration, for every family of clients. */
export const REGISTERED = {
  description: bilingual('Registered and signed in.', '注册成功并已登录。'),
  schema: named(
    'Registered',
    objectSchema({ id, username, mobile: CONTACT, token, name: username }),
  ),
};

/** Answer to a sign-in, for every family of clients. */
export const SIGNED_IN = {
  description: bilingual('Signed in.', '登录成功。'),
  schema: named('SignedIn', objectSchema({ token, user_id: id, username })),
};
