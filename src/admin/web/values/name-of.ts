import type { RaRecord } from 'react-admin';

/** Under which the server sends an object's text: Django's `__str__`. */
const LABEL = '_label';

/** What an object is called. */
export const nameOf = (record: RaRecord): string => String(record[LABEL] ?? record.id);
