import { GROUPS } from '../docs/groups.js';
import { AllowAny, IsAuthenticated } from '../rest/index.js';
import { PageSession } from './page-session.js';
import { BY_STATUS } from './pages-envelope.js';

/** What all views of the dialect declare. */
const VIEWS = {
  group: GROUPS.sessionPages,
  envelope: BY_STATUS,
  authentication: [PageSession],
  isPlain: true,
  listed: false,
} as const;

/** Of views for everybody. Who has signed in is known there, too. */
export const OPEN = { ...VIEWS, permissions: [AllowAny] };

/** Of views for those who have signed in. */
export const SIGNED_IN = { ...VIEWS, permissions: [IsAuthenticated] };

/** Of views that are the same for everybody, so that their answers can be kept. */
export const PUBLIC = { ...OPEN, authentication: [] };
