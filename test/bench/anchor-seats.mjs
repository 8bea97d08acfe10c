/**
 * The least that locks seats: `node:http`, `mysql2`, hand-written SQL. It takes the buyer from an
 * unverified token, and checks nothing but that the seats are free: the one conditional update that
 * decides, the screening's version, the order and its lines. Keeps no history of the order.
 *
 * Serves `POST /ticketorders/` as the shop does; answers anything else with 200. Reads DATABASE_URL,
 * PORT.
 */
import { randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { createPool } from 'mysql2/promise';

const pool = createPool({ uri: process.env.DATABASE_URL, connectionLimit: 20, timezone: 'Z' });

pool.pool.on('connection', (connection) => {
  connection.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
});

const server = createServer(async (request, response) => {
  if (request.method !== 'POST') return response.end();
  const input = await json(request);
  try {
    const order = await lock(buyer(request.headers.authorization), input);
    const headers = { 'content-type': 'application/json' };
    if (order) response.writeHead(201, headers).end(JSON.stringify(order));
    else response.writeHead(400, headers).end('{"seats":["taken"]}');
  } catch (error) {
    response.writeHead(500).end(error.message);
  }
});
server.listen(Number(process.env.PORT), '127.0.0.1');
process.on('disconnect', () => process.exit());

function buyer(authorization) {
  return JSON.parse(Buffer.from(authorization.split('.')[1], 'base64url').toString()).user_id;
}

async function lock(userId, input) {
  const connection = await pool.getConnection();
  try {
    await connection.beginTransaction();
    const order = await write(connection, userId, input);
    await (order ? connection.commit() : connection.rollback());
    return order;
  } catch (error) {
    await connection.rollback();
    throw error;
  } finally {
    connection.release();
  }
}

/** @returns the order, or null when somebody else has one of the seats */
async function write(connection, userId, { screening, seats, mobile }) {
  const ids = seats.toSorted((a, b) => a - b);
  const sn = randomBytes(16).toString('hex');
  const createdAt = new Date();
  const closesAt = new Date(createdAt.getTime() + 900_000);
  const [{ affectedRows }] = await connection.query(
    `UPDATE cinemas_screening_seat
     SET state = 'held', holder = ?, holderId = ?, heldUntil = ?
     WHERE screeningId = ? AND seatId IN (?)
       AND (state = 'free' OR (state = 'held' AND heldUntil <= ?))`,
    [sn, userId, closesAt, screening, ids, createdAt],
  );
  if (affectedRows !== ids.length) return null;
  await connection.query('UPDATE cinemas_screening SET version = version + 1 WHERE id = ?', [
    screening,
  ]);
  const [lines] = await connection.query(
    `SELECT seat.id AS seatId, CONCAT(seat.row, '排', seat.number, '座') AS label,
       zone.name AS zone, price.priceCents, price.feeCents
     FROM cinemas_seat seat
     JOIN cinemas_zone zone ON zone.layoutId = seat.layoutId AND zone.number = seat.zone
     JOIN cinemas_price price ON price.screeningId = ? AND price.zone = seat.zone
     WHERE seat.id IN (?)`,
    [screening, ids],
  );
  const order = {
    userId,
    screeningId: screening,
    sn,
    status: 'paying',
    mobile,
    totalCents: lines.reduce((sum, line) => sum + line.priceCents + line.feeCents, 0),
    closesAt,
    createdAt,
  };
  const [{ insertId: id }] = await connection.query('INSERT INTO tickets_order SET ?', [order]);
  await connection.query(
    'INSERT INTO tickets_line (orderId, seatId, label, zone, priceCents, feeCents) VALUES ?',
    [
      lines.map(({ seatId, label, zone, priceCents, feeCents }) => {
        return [id, seatId, label, zone, priceCents, feeCents];
      }),
    ],
  );
  return { id, ...order, seats: lines };
}
