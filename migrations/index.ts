import { Catalogue1795100000000 } from './1795100000000-catalogue.js';
import { Users1795200000000 } from './1795200000000-users.js';
import { Areas1795300000000 } from './1795300000000-areas.js';

/** Every migration, oldest first. */
export const migrations = [Catalogue1795100000000, Users1795200000000, Areas1795300000000];
