import { bilingual } from '../../languages.js';

/** What the back office says of the catalogue. */
export const MESSAGES = {
  belowItself: bilingual('A category cannot stand below itself.', '分类不能移到自身或其下级之下。'),
  tooDeep: bilingual('Categories have three levels at most.', '分类最多三级。'),
  notSoMany: bilingual('There are not so many pieces.', '库存不足。'),
} as const;
