/** What responses about the catalogue are made of; a write raises the versions of what it touches. */
export const CATALOGUE_TAGS = {
  goods: 'goods',
  categories: 'categories',
  home: 'home',
} as const;
