import { Catalogue1795100000000 } from './1795100000000-catalogue.js';

/** Every migration, oldest first. */
export const migrations = [Catalogue1795100000000];
