import { Area } from './area.entity.js';

export { Area };

/** Every table of the areas. */
export const AREA_ENTITIES = [Area];
