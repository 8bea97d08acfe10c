import { GoodsDashboard } from './goods.dashboard.js';
import { CategoryAdmin } from './category.admin.js';
import { GoodsAdmin } from './goods.admin.js';
import { BannerAdmin, BrandAdmin, HotSearchWordAdmin, IndexAdAdmin } from './home.admin.js';

/** The catalogue in the back office, in the order of the menu. */
export const CATALOGUE_ADMIN = [
  GoodsAdmin,
  CategoryAdmin,
  BrandAdmin,
  BannerAdmin,
  IndexAdAdmin,
  HotSearchWordAdmin,
  GoodsDashboard,
];
