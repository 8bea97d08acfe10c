import { Favourite } from './favourite.entity.js';

export { Favourite } from './favourite.entity.js';

/** Every table of what users keep for themselves. */
export const USER_OPERATION_ENTITIES = [Favourite];
