import { bilingual } from '../languages.js';
import type { ApiGroup } from '../rest/index.js';

function group(name: string, en: string, zhHans: string): ApiGroup {
  return { name, description: bilingual(en, zhHans) };
}

/**
 * The chapters of the API's description, in their order. Every viewset names its own by `group`.
 *
 * Two families of storefronts speak to the shop: what only the Meiduo pages call has chapters of
 * its own, or begins with "Meiduo".
 */
export const GROUPS = {
  catalogue: group(
    'Catalogue',
    'What is sold and how the start page shows it: goods, categories, brands, banners. Open to everybody.',
    '商品、分类、品牌与首页内容，任何人可读。',
  ),
  meiduoCatalogue: group(
    'Meiduo catalogue',
    'Lists, search and goods pages as the Meiduo storefront asks for them.',
    '美多商城页面的商品列表、搜索与详情。',
  ),
  reviews: group(
    'Reviews',
    'What buyers say of the goods they have bought.',
    '买家对已购商品的评价。',
  ),
  cart: group(
    'Cart',
    'The cart of a signed-in shopper; the key in a URL is that of the goods.',
    '登录用户的购物车；URL 中的主键是商品的 id。',
  ),
  meiduoCart: group(
    'Meiduo cart',
    'The cart of the Meiduo pages: in a cookie for strangers, in the account after signing in.',
    '美多商城购物车：未登录时存于 cookie，登录后存于账号。',
  ),
  orders: group(
    'Orders',
    'Ordering what is selected in the cart, and everything that becomes of an order.',
    '用购物车中勾选的商品下单，以及订单的后续处理。',
  ),
  payments: group(
    'Payments',
    'Paying by Alipay, and the books of money received and given back, for administrators.',
    '支付宝支付，以及供管理员查看的收款与退款记录。',
  ),
  accounts: group(
    'Accounts',
    'Registering, signing in and out, and the own profile.',
    '注册、登录、退出与个人资料。',
  ),
  credentials: group(
    'Passwords and e-mail',
    'Changing and resetting passwords, and proving an e-mail address.',
    '修改与找回密码，绑定与验证邮箱。',
  ),
  codes: group(
    'Verification codes',
    'Codes sent by SMS and e-mail, and the pictures that keep robots out.',
    '短信、邮箱验证码与图片验证码。',
  ),
  providers: group(
    'Sign-in by provider',
    'Signing in with accounts at QQ, Weibo and WeChat, and the links to them.',
    '使用 QQ、微博、微信账号登录，以及绑定管理。',
  ),
  addresses: group(
    'Addresses',
    'Where parcels go, with the areas written as text.',
    '收货地址，省市区以文字填写。',
  ),
  meiduoAddresses: group(
    'Meiduo addresses',
    'The same addresses for pages where areas are chosen from lists, and those lists.',
    '同一批收货地址，省市区由编号选择；以及行政区划。',
  ),
  personal: group(
    'Favourites and messages',
    'What a shopper keeps: favourites, goods looked at, messages to the shop.',
    '收藏、浏览历史与留言。',
  ),
  staff: group(
    'Staff',
    'What those who look after the shop see and do, as their permissions allow.',
    '店铺员工按权限查看与处理的内容。',
  ),
  backOffice: group(
    'Back office',
    'Everything that is looked after in the back office, resource by resource; its description tells what there is and what a user may do.',
    '后台管理：按资源统一管理；其描述接口列出全部资源及当前用户的权限。',
  ),
  movies: group('Movies', 'Movies and what is said of them.', '影片与影评。'),
  cinemas: group('Cinemas', 'Cinemas, halls and what is shown when.', '影院、影厅与排片。'),
  tickets: group('Tickets', 'Choosing seats and buying tickets.', '选座与购票。'),
  sessionPages: {
    ...group(
      'Session pages',
      'Everything that the session edition of the Meiduo pages calls, below a path of its own. Answers are `{code, errmsg, ...}`.',
      '美多商城 session 版页面的全部接口，位于独立路径之下，返回 `{code, errmsg, ...}`。',
    ),
    document: 'session',
  },
} as const;
