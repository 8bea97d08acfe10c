import { yuan } from '../cents.js';
/** How many categories a generated catalogue has on each level. */
const TOP = 10;
const SECOND = 40;
const THIRD = 120;
const IMAGES = 3;
/** Bytes of a generated description, about. */
const DESCRIPTION_BYTES = 1_300;
const FIRST_DAY = Date.UTC(2026, 0, 1);

const ORIGINS = (
  '云南 山东 陕西 新疆 四川 福建 广东 广西 海南 江苏 浙江 安徽 湖北 湖南 河南 河北 山西 甘肃 ' +
  '宁夏 内蒙古 黑龙江 吉林 辽宁 贵州 江西 重庆'
).split(' ');
const QUALITIES = (
  '高山 有机 鲜摘 特级 精选 家庭装 手工 古法 当季 原味 清甜 浓香 低温 石磨 冷榨 农家 散养 ' +
  '冰鲜 即食 无添加 礼盒 新米 头茬 晨采'
).split(' ');
const PRODUCTS = (
  '苹果 香梨 脐橙 蜜柚 草莓 蓝莓 葡萄 樱桃 芒果 凤梨 菠菜 生菜 土豆 山药 番茄 黄瓜 南瓜 香菇 ' +
  '木耳 黄鱼 带鱼 虾仁 大闸蟹 扇贝 五花肉 牛腩 羊排 土鸡 鸡蛋 白酒 干红 啤酒 橙汁 绿茶 红茶 咖啡豆 ' +
  '燕麦片 大米 面粉 小米 花生油 酱油 陈醋 银耳 红枣 鲜牛奶 酸奶 奶酪 吐司 绿豆糕 核桃 瓜子 曲奇 ' +
  '牛肉干 水饺 汤圆 牛肉丸 坚果礼盒'
).split(' ');
const SIZES =
  '250g 300g 400g 500g 750g 1kg 1.5kg 2kg 2.5kg 5kg 6瓶装 10枚 12盒 24听 30袋 双支装'.split(' ');
const SENTENCES = [
  '产地直接采收，当天分拣装车，路上不超过三十六小时。',
  '每一批都留样检测，结果印在随箱的卡片上。',
  '口感清爽，老人和孩子都喜欢。',
  '收到后请放入冰箱冷藏，开封后三天内吃完。',
  '适合早餐、下午茶，也适合周末和朋友分享。',
  '包装使用可回收纸材，减少不必要的塑料。',
  '如有破损，请在签收后二十四小时内拍照联系客服。',
  '当季的味道不等人，过了这个月就要等明年。',
  '师傅按老方子制作，不添加香精和色素。',
  '蒸、煮、炒、拌都合适，一份够三口之家吃两顿。',
  '颗粒饱满，颜色自然，打开包装就能闻到香气。',
  '我们和农户签了三年的约定，丰年歉年都按质论价。',
];

/** Shape of a generated catalogue. */
export interface GeneratedCatalogue {
  /** Number of goods. */
  goods: number;
  /** The same seed and number give the same bytes. */
  seed: number;
}

/**
 * Writes a believable catalogue of any size in the import format, for load tests: 10, 40 and 120
 * categories on the three levels, and goods in the third.
 *
 * @returns the text of a JSON file, piece by piece
 */
export function* generateCatalogue({ goods, seed }: GeneratedCatalogue): Generator<string> {
  const random = randomNumbers(seed);
  yield '{\n"categories": [\n';
  yield* lines(categories());
  yield '\n],\n"goods": [\n';
  yield* lines(manyGoods(goods, random));
  yield '\n],\n"banners": [\n';
  yield* lines(range(Math.min(4, goods)).map((i) => banner(i)));
  yield '\n],\n"index_ads": [\n';
  yield* lines(range(Math.min(TOP, goods)).map((i) => ({ category: topCode(i), goods: sn(i) })));
  yield '\n],\n"hot_searches": [\n';
  yield* lines(PRODUCTS.slice(0, 8).map((keywords, i) => ({ keywords, position: 8 - i })));
  yield '\n]\n}\n';
}

function* lines(rows: Iterable<object>): Generator<string> {
  let separator = '';
  for (const row of rows) {
    yield separator + JSON.stringify(row);
    separator = ',\n';
  }
}

function* categories(): Generator<object> {
  for (const i of range(TOP)) {
    yield {
      code: topCode(i),
      name: `${PRODUCTS[i * 5]}馆`,
      parent: null,
      is_tab: i < 6,
      is_index_series: i < 4,
    };
  }
  for (const i of range(SECOND)) {
    yield { code: `second-${i}`, name: `${PRODUCTS[i]}类`, parent: topCode(i % TOP) };
  }
  for (const i of range(THIRD)) {
    yield {
      code: thirdCode(i),
      name: `${ORIGINS[i % ORIGINS.length]}${PRODUCTS[i % PRODUCTS.length]}`,
      parent: `second-${i % SECOND}`,
    };
  }
}

function* manyGoods(count: number, random: () => number): Generator<object> {
  const among = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)]!;
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let i = 0; i < count; i += 1) {
    const product = among(PRODUCTS);
    const shopPriceCents = 300 + below(29_701);
    const images = range(IMAGES).map((n) => `goods/images/${sn(i)}-${n + 1}.svg`);
    yield {
      sn: sn(i),
      name: `${among(ORIGINS)}${among(QUALITIES)}${product} ${among(SIZES)} ${i + 1}号`,
      category: thirdCode(below(THIRD)),
      brief: `${among(QUALITIES)}${product}，${among(SENTENCES)}`,
      description: description(product, among),
      market_price: yuan(Math.ceil(shopPriceCents * 1.25)),
      shop_price: yuan(shopPriceCents),
      stock: below(1_000),
      sold_num: below(5_000),
      is_new: random() < 0.1,
      is_hot: random() < 0.15,
      ship_free: random() < 0.7,
      front_image: images[0],
      images,
      add_time: new Date(FIRST_DAY + below(300 * 86_400) * 1000).toISOString(),
    };
  }
}

function description(product: string, among: <T>(choices: readonly T[]) => T): string {
  let html = `<h3>${product}的故事</h3>`;
  let bytes = 0;
  while (bytes < DESCRIPTION_BYTES - 60) {
    const paragraph = `<p>${among(SENTENCES)}${among(SENTENCES)}</p>`;
    html += paragraph;
    bytes = Buffer.byteLength(html);
  }
  return html;
}

function banner(index: number): object {
  return { goods: sn(index), image: `banner/generated-${index + 1}.svg`, position: index + 1 };
}

function sn(index: number): string {
  return `G${String(index + 1).padStart(7, '0')}`;
}

function topCode(index: number): string {
  return `top-${index}`;
}

function thirdCode(index: number): string {
  return `third-${index}`;
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Mulberry32: numbers from 0 up to 1, the same for the same seed on every machine. */
function randomNumbers(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
