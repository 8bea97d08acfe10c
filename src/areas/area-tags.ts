/** What responses about areas are made of; a change of the areas raises its version. */
export const AREA_TAGS = { areas: 'areas' } as const;
