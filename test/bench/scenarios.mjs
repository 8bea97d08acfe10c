/**
 * @typedef {object} Scenario one line of the table
 * @property {string} name
 * @property {'cold' | 'cached'} server which shop answers: without or with its response cache
 * @property {'mysql' | 'fastify' | null} anchor what it is compared with
 * @property {string} [floor] what is a defect below (or, of a time, above)
 * @property {string[]} paths asked for in rotation
 */

const LIST = '/goods/';
const FILTERED = '/goods/?pricemin=50&pricemax=200&ordering=-sold_num&page=2';
const CATEGORIES = '/categories/';
const HOME = '/indexgoods/';

const ORIGINS =
  '云南 山东 陕西 新疆 四川 福建 广东 广西 海南 江苏 浙江 安徽 湖北 湖南 河南 河北'.split(' ');
const PRODUCTS = (
  '苹果 香梨 脐橙 草莓 蓝莓 葡萄 樱桃 芒果 菠菜 土豆 番茄 香菇 木耳 带鱼 虾仁 牛腩 鸡蛋 白酒 绿茶 ' +
  '咖啡豆 大米 花生油 酸奶 核桃 牛肉丸 坚果礼盒'
).split(' ');

/** Words of the generated catalogue. */
const ONE_WORD = [...ORIGINS, ...PRODUCTS].map(search);
/** So many that no number of results is known from before. */
const TWO_WORDS = ORIGINS.flatMap((origin) =>
  PRODUCTS.flatMap((product) => [search(`${product} ${origin}`), search(`${origin} ${product}`)]),
);

/**
 * @param {number[]} ids of goods
 * @returns {Scenario[]}
 */
export function scenarios(ids) {
  const details = ids.map((id) => `/goods/${id}/`);
  return [
    cold('goods list', 'mysql', [LIST]),
    cold('filtered, sorted, page 2', 'mysql', [FILTERED]),
    cold('goods detail', 'mysql', details),
    cold('search one word', null, ONE_WORD),
    cold('search two words', null, TWO_WORDS),
    cold('categories', null, [CATEGORIES]),
    cold('indexgoods', null, [HOME]),
    cached('goods list', [LIST]),
    cached('goods detail', [details[0]]),
    cached('categories', [CATEGORIES]),
    cached('indexgoods', [HOME]),
  ];
}

/** What other clients do while cached lists are read: the name, and the paths in rotation. */
export function disturbances(ids) {
  return [
    { name: '16 clients view goods', paths: ids.map((id) => `/goods/${id}/`) },
    {
      name: '16 clients read cold lists',
      // An unknown parameter makes another cache entry: nothing of this is ever kept.
      paths: Array.from({ length: 20_000 }, (_, n) => `/goods/?page=${(n % 100) + 1}&n=${n}`),
    },
  ];
}

/** The path of the disturbed reads. */
export const CACHED_READ = LIST;

function cold(name, anchor, paths) {
  const floor = anchor ? '50 %' : name.startsWith('search') ? 'p99 50 ms' : undefined;
  return { name: `${name}, cold`, server: 'cold', anchor, floor, paths };
}

function cached(name, paths) {
  return { name: `${name}, cached`, server: 'cached', anchor: 'fastify', floor: '60 %', paths };
}

function search(words) {
  return `/goods/?search=${encodeURIComponent(words)}`;
}
