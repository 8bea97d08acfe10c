/**
 * The least that places an order: `node:http`, `mysql2`, hand-written SQL. It takes the buyer from
 * an unverified token and checks nothing but the stock. Keeps no history of the order.
 *
 * Serves `POST /orders/` as the shop does; answers anything else with 200. Reads DATABASE_URL, PORT.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createPool } from 'mysql2/promise';

const pool = createPool({ uri: process.env.DATABASE_URL, connectionLimit: 10, timezone: 'Z' });

const server = createServer(async (request, response) => {
  if (request.method !== 'POST') return response.end();
  const input = await json(request);
  try {
    const order = await place(buyer(request.headers.authorization), input);
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(order));
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('disconnect', () => process.exit());

function buyer(authorization) {
  return JSON.parse(Buffer.from(authorization.split('.')[1], 'base64url').toString()).user_id;
}

async function place(userId, input) {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    const order = await write(connection, userId, input);
    await connection.commit();
    return order;
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
}

async function write(connection, userId, input) {
  const [cart] = await connection.query(
    `SELECT id, goodsId, quantity FROM cart_line
     WHERE userId = ? AND isSelected = 1 ORDER BY goodsId FOR UPDATE`,
    [userId],
  );
  if (cart.length === 0) throw new Error('the cart is empty');
  const [goods] = await connection.query(
    'SELECT id, name, shopPriceCents, frontImage FROM goods WHERE id IN (?)',
    [cart.map(({ goodsId }) => goodsId)],
  );
  const byId = new Map(goods.map((one) => [one.id, one]));
  const totalCents = cart.reduce(
    (sum, { goodsId, quantity }) => sum + byId.get(goodsId).shopPriceCents * quantity,
    0,
  );
  const createdAt = new Date();
  const order = {
    userId,
    sn: randomBytes(16).toString('hex'),
    status: 'paying',
    payType: 'alipay',
    totalCents,
    freightCents: 0,
    postScript: input.post_script,
    address: input.address,
    signerName: input.signer_name,
    signerMobile: input.singer_mobile,
    closesAt: new Date(createdAt.getTime() + 1_800_000),
    createdAt,
  };
  const [{ insertId: id }] = await connection.query('INSERT INTO orders_order SET ?', [order]);
  await connection.query(
    'INSERT INTO orders_line (orderId, goodsId, name, priceCents, quantity, frontImage) VALUES ?',
    [
      cart.map(({ goodsId, quantity }) => {
        const { name, shopPriceCents, frontImage } = byId.get(goodsId);
        return [id, goodsId, name, shopPriceCents, quantity, frontImage];
      }),
    ],
  );
  await connection.query('DELETE FROM cart_line WHERE id IN (?)', [cart.map((line) => line.id)]);
  for (const { goodsId, quantity } of cart) {
    const [{ affectedRows }] = await connection.query(
      'UPDATE goods SET stock = stock - ? WHERE id = ? AND stock >= ?',
      [quantity, goodsId, quantity],
    );
    if (affectedRows !== 1) throw new Error(`goods ${goodsId}: out of stock`);
  }
  return { id, ...order };
}
