/**
 * The least that answers the shop's reads: `node:http`, `mysql2`, hand-written SQL. It counts the
 * rows at every request and checks nothing. What the shop answers slower than this is its price.
 *
 * Serves `/goods/`, `/goods/?page=..&pricemin=..&pricemax=..&ordering=..` and `/goods/1/`.
 * Reads DATABASE_URL and PORT.
 */
import { createServer } from 'node:http';
import { createPool } from 'mysql2/promise';

const PAGE_SIZE = 12;
const SHANGHAI_MS = 8 * 3_600_000;
const ORDERS = { sold_num: 'g.soldCount, g.id', '-sold_num': 'g.soldCount DESC, g.id DESC' };
const SELECT = `SELECT g.*, c.name c_name, c.code c_code, c.description c_desc, c.level c_level,
  c.isTab c_tab, c.createdAt c_at, c.parentId c_parent
  FROM goods g JOIN goods_category c ON c.id = g.categoryId`;

const pool = createPool({ uri: process.env.DATABASE_URL, connectionLimit: 10, timezone: 'Z' });

const server = createServer(async (request, response) => {
  const origin = `http://${request.headers.host}`;
  const url = new URL(request.url, origin);
  const id = /^\/goods\/(\d+)\/$/.exec(url.pathname)?.[1];
  const content = await (id ? detail(id, origin) : list(url));
  const body = Buffer.from(JSON.stringify(content));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('disconnect', () => process.exit());

async function detail(id, origin) {
  const [rows] = await pool.query(`${SELECT} WHERE g.id = ?`, [id]);
  const [goods] = await withImages(rows, origin);
  return { ...goods, click_num: goods.click_num + 1 };
}

async function list(url) {
  const { searchParams, origin } = url;
  const conditions = [];
  const values = [];
  for (const [name, sign] of [
    ['pricemin', '>='],
    ['pricemax', '<='],
  ]) {
    if (!searchParams.has(name)) continue;
    conditions.push(`g.shopPriceCents ${sign} ?`);
    values.push(Number(searchParams.get(name)) * 100);
  }
  const where = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  const order = ORDERS[searchParams.get('ordering')] ?? 'g.id';
  const page = Number(searchParams.get('page') ?? 1);
  const slice = `ORDER BY ${order} LIMIT ${PAGE_SIZE} OFFSET ${(page - 1) * PAGE_SIZE}`;
  const [[[{ count }]], [rows]] = await Promise.all([
    pool.query(`SELECT COUNT(*) count FROM goods g${where}`, values),
    pool.query(`${SELECT}${where} ${slice}`, values),
  ]);
  return {
    count,
    next: page * PAGE_SIZE < count ? link(url, page + 1) : null,
    previous: page > 1 ? link(url, page - 1) : null,
    results: await withImages(rows, origin),
  };
}

function link({ origin, pathname, searchParams }, page) {
  const query = new URLSearchParams(searchParams);
  query.delete('page');
  if (page > 1) query.set('page', String(page));
  query.sort();
  const text = query.toString();
  return origin + pathname + (text && `?${text}`);
}

async function withImages(rows, origin) {
  const media = `${origin}/media/`;
  const [images] = await pool.query(
    'SELECT goodsId, image FROM goods_image WHERE goodsId IN (?) ORDER BY id',
    [rows.map(({ id }) => id)],
  );
  const byGoods = new Map(rows.map(({ id }) => [id, []]));
  for (const { goodsId, image } of images) byGoods.get(goodsId).push({ image: media + image });
  return rows.map((row) => ({
    id: row.id,
    category: {
      id: row.categoryId,
      name: row.c_name,
      code: row.c_code,
      desc: row.c_desc,
      category_type: row.c_level,
      is_tab: row.c_tab === 1,
      add_time: localTime(row.c_at),
      parent_category: row.c_parent,
    },
    images: byGoods.get(row.id),
    goods_sn: row.sn,
    name: row.name,
    click_num: row.clickCount,
    sold_num: row.soldCount,
    fav_num: row.favouriteCount,
    goods_num: row.stock,
    market_price: row.marketPriceCents / 100,
    shop_price: row.shopPriceCents / 100,
    goods_brief: row.brief,
    goods_desc: row.description,
    ship_free: row.isShipFree === 1,
    goods_front_image: media + row.frontImage,
    is_new: row.isNew === 1,
    is_hot: row.isHot === 1,
    comments: row.reviewCount,
    score: row.scoreTenths === null ? null : row.scoreTenths / 10,
    add_time: localTime(row.createdAt),
  }));
}

function localTime(date) {
  const text = new Date(date.getTime() + SHANGHAI_MS).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}
