/** What responses about the catalogue are made of; a write raises the versions of what it touches. */
export const CATALOGUE_TAGS = {
  goods: 'goods',
  /** Which goods there are and what they are called; stock and counts do not touch it. */
  texts: 'goods-texts',
  categories: 'categories',
  home: 'home',
} as const;
