import { Agent, get } from 'node:http';
import { emptyHall, ownSeats } from './hall.mjs';
import { median } from './load.mjs';

/** People who watch one screening, each with as many streams as one may have. */
const WATCHERS = 50;
const EACH = 10;
/** Seats that are locked one after the other. */
const CHANGES = 20;

/**
 * Has many watch the seats of one screening while some are locked.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @param {{ shop: import('./processes.mjs').Server, people: import('./people.mjs').Person[],
 *   hall: Awaited<ReturnType<import('./hall.mjs').createHall>> }} subject
 * @returns {Promise<{ streams: number, bytesEach: number, first: number, last: number }>} resident
 *   memory, and milliseconds from the request for a lock to the first and to the last who sees it
 */
export async function measureStreams(settings, { shop, people, hall }) {
  await emptyHall(settings);
  const agent = new Agent({ keepAlive: false });
  const path = `/screenings/${hall.screening}/seats/events/`;
  const before = await shop.memory();
  const streams = await Promise.all(
    people
      .slice(0, WATCHERS)
      .flatMap(({ token }) =>
        Array.from({ length: EACH }, () => follow(agent, shop.origin + path, token)),
      ),
  );
  try {
    const memory = await shop.memory();
    const taken = { first: [], last: [] };
    for (const errand of ownSeats(people, hall).slice(0, CHANGES)) {
      const [seat] = errand.body.seats;
      const sentAt = performance.now();
      const seen = streams.map((stream) => stream.sees(`"state":"locked","seats":[${seat}]`));
      await send(shop.origin, errand);
      const delays = (await Promise.all(seen)).map((at) => at - sentAt);
      taken.first.push(Math.min(...delays));
      taken.last.push(Math.max(...delays));
    }
    return {
      streams: streams.length,
      bytesEach: (memory - before) / streams.length,
      first: median(taken.first),
      last: median(taken.last),
    };
  } finally {
    for (const { leave } of streams) leave();
  }
}

/** Opens a stream; resolves when it has said how things stand. */
function follow(agent, url, token) {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `JWT ${token}` };
    const request = get(url, { agent, headers }, (response) => {
      if (response.statusCode !== 200) return reject(new Error(`${url}: ${response.statusCode}`));
      let awaited = { text: 'event: state', tell: () => resolve(stream) };
      let text = '';
      const stream = {
        leave: () => request.destroy(),
        sees: (wanted) =>
          new Promise((tell) => {
            awaited = { text: wanted, tell };
          }),
      };
      response.setEncoding('utf8').on('data', (chunk) => {
        text += chunk;
        if (!text.includes(awaited.text)) return;
        text = '';
        awaited.tell(performance.now());
      });
      // Whoever leaves is cut off, which is no error.
      return response.on('error', () => undefined);
    });
    request.on('error', reject);
  });
}

async function send(origin, { path, token, body }) {
  const headers = { authorization: `JWT ${token}`, 'content-type': 'application/json' };
  const response = await fetch(origin + path, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}
