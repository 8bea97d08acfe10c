import { bilingual } from './languages.js';

/** The sections of the back office's menu, in their order. */
export const MENU = {
  shop: { name: 'shop', label: bilingual('Shop', '商城') },
  sales: { name: 'sales', label: bilingual('Sales', '交易') },
  boxOffice: { name: 'box_office', label: bilingual('Box office', '影院') },
  people: { name: 'people', label: bilingual('People', '用户') },
  system: { name: 'system', label: bilingual('System', '系统') },
} as const;
