import { createConnection } from 'mysql2/promise';

const ROWS = 10;
const COLS = 10;
const MOBILE = '13900000001';

/**
 * Makes one screening in a hall of a hundred seats.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @returns {Promise<{ screening: number, seats: number[][] }>} seats by row and column
 */
export async function createHall({ databaseUrl }) {
  return inDatabase(databaseUrl, async (connection) => {
    const insert = async (table, row) =>
      (await connection.query('INSERT INTO ?? SET ?', [table, row]))[0].insertId;
    const [[area]] = await connection.query('SELECT id FROM areas_area LIMIT 1');
    const now = new Date();
    const movieId = await insert('movies_movie', {
      name: '影片',
      status: 'showing',
      brief: '',
      poster: '',
      releasedOn: '2026-01-01',
      minutes: 90,
      createdAt: now,
    });
    const cinema = { name: '影院', areaId: area.id, address: '文三路', phone: '1', gapRule: 'off' };
    const cinemaId = await insert('cinemas_cinema', cinema);
    const hallId = await insert('cinemas_hall', { cinemaId, name: '1号厅' });
    const layout = { hallId, version: 1, rows: ROWS, cols: COLS, screen: '银幕' };
    const layoutId = await insert('cinemas_layout', layout);
    const zone = { layoutId, number: 1, name: '普通区', color: '#8bc34a' };
    await insert('cinemas_zone', zone);
    const startsAt = new Date(Date.now() + 86_400_000);
    const screening = await insert('cinemas_screening', {
      movieId,
      cinemaId,
      hallId,
      layoutId,
      startsAt,
      endsAt: new Date(startsAt.getTime() + 5_400_000),
      language: '国语',
      format: '2D',
      priceFromCents: 3300,
    });
    await insert('cinemas_price', { screeningId: screening, zone: 1, priceCents: 3300 });
    const seats = [];
    for (let row = 1; row <= ROWS; row += 1) {
      const ids = [];
      for (let col = 1; col <= COLS; col += 1) {
        const place = { row, number: col, gridRow: row, gridCol: col };
        ids.push(await insert('cinemas_seat', { layoutId, zone: 1, type: 'N', ...place }));
      }
      seats.push(ids);
    }
    await connection.query('INSERT INTO cinemas_screening_seat (screeningId, seatId) VALUES ?', [
      seats.flat().map((seatId) => [screening, seatId]),
    ]);
    return { screening, seats };
  });
}

/** Frees all seats and forgets who had them. */
export async function emptyHall({ databaseUrl }) {
  await inDatabase(databaseUrl, async (connection) => {
    await connection.query('DELETE FROM tickets_order');
    await connection.query(
      "UPDATE cinemas_screening_seat SET state = 'free', holder = NULL, heldUntil = NULL",
    );
  });
}

/** So many of the people who each want a seat of their own, which they all get. */
export function ownSeats(people, { screening, seats }) {
  return seats.flat().map((seat, number) => {
    return lockOf(people[number], { screening, seats: [seat], mobile: MOBILE });
  });
}

/** All of the people who want one to four adjoining seats each, which most of them do not get. */
export function contestedSeats(people, { screening, seats }) {
  return people.map((person, number) => {
    const count = 1 + (number % 4);
    const row = seats[(number * 7) % ROWS];
    const first = (number * 3) % (COLS - count + 1);
    const wanted = { screening, seats: row.slice(first, first + count), mobile: MOBILE };
    return { ...lockOf(person, wanted), refusal: 400 };
  });
}

function lockOf({ token }, body) {
  return { method: 'POST', path: '/ticketorders/', token, body };
}

async function inDatabase(uri, work) {
  const connection = await createConnection({ uri, timezone: 'Z' });
  try {
    return await work(connection);
  } finally {
    await connection.end();
  }
}
