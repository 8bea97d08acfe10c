import { contestedSeats, emptyHall, ownSeats } from './hall.mjs';
import { Driver, median, medians } from './load.mjs';
import { noticesOfPayment } from './payments.mjs';
import { fillCarts, ordersOf, registrations } from './people.mjs';

const BUYERS = [1, 16, 64];
const SIGN_INS = 50;
/** Clients that want seats of one hall at once. */
const MOVIEGOERS = 20;
const CATALOGUE = '/goods/?page_size=12';

/**
 * Measures what people do who register, sign in, buy and pay.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @param {{ shop: import('./processes.mjs').Server, till: import('./processes.mjs').Server,
 *   box: import('./processes.mjs').Server, people: import('./people.mjs').Person[],
 *   hall: Awaited<ReturnType<import('./hall.mjs').createHall>>, sms: import('./sms.mjs').SmsProvider, alipayKey: string, ids: number[] }} subject the anchors
 *   are `till` for orders and `box` for seats; `sms` knows the shop's codes,
 *   `alipayKey` signs notices, `ids` are of goods
 * @returns {Promise<import('./report.mjs').Line[]>}
 */
export async function measurePeople(
  settings,
  { shop, till, box, people, hall, sms, alipayKey, ids },
) {
  const { seconds, connections, rounds } = settings;
  const [reader, errands] = [new Driver(), new Driver('errands.mjs')];
  const { origin } = shop;
  const signIns = people.map(({ login }) => ({ method: 'POST', path: '/login/', body: login }));
  const profiles = people.map(({ token }) => ({ method: 'GET', path: '/users/1/', token }));
  const additions = people.map(({ token }, n) => {
    const body = { goods: ids[n % ids.length], nums: 1 };
    return { method: 'POST', path: '/shopcarts/', token, body };
  });
  const orders = ordersOf(people);
  const reads = (path) => people.map(({ token }) => ({ method: 'GET', path, token }));

  const goAround = (requests, clients = connections) =>
    errands.run({ origin, requests, connections: clients, seconds });
  const read = () => reader.run({ origin, paths: [CATALOGUE], seconds, connections });
  const buy = async (server, buyers) => {
    await fillCarts(settings, people, ids);
    return errands.run({ origin: server.origin, requests: orders, connections: buyers });
  };
  const goAroundCarts = async (path) => {
    await fillCarts(settings, people, ids);
    return goAround(reads(path));
  };
  const pay = async () => {
    await buy(shop, connections);
    const requests = await noticesOfPayment(settings, alipayKey);
    return errands.run({ origin, requests, connections });
  };
  const register = async () => {
    const requests = await registrations(origin, sms);
    return errands.run({ origin, requests, connections });
  };
  const lockSeats = async (server, requests) => {
    await emptyHall(settings);
    return errands.run({ origin: server.origin, requests, connections: MOVIEGOERS });
  };
  const rushes = {
    'lock of a free seat': ownSeats(people, hall),
    'lock of 1-4 of 100 seats, most refused': contestedSeats(people, hall),
  };
  const lines = [
    { name: 'sign in', shop: () => goAround(signIns) },
    { name: 'registration with a code', shop: register },
    { name: 'own profile', shop: () => goAround(profiles) },
    { name: 'catalogue, quiet', shop: read },
    {
      name: `catalogue, ${SIGN_INS} sign in`,
      shop: async () => (await Promise.all([read(), goAround(signIns, SIGN_INS)]))[0],
    },
    { name: 'add to cart', shop: () => goAround(additions) },
    { name: 'own cart, 3 lines', shop: () => goAroundCarts('/shopcarts/') },
    { name: 'settlement, 3 lines', shop: () => goAroundCarts('/orders/settlement/') },
    ...BUYERS.map((buyers) => ({
      name: `order of 3 lines, ${buyers} at once`,
      floor: '50 %',
      shop: () => buy(shop, buyers),
      anchor: () => buy(till, buyers),
    })),
    { name: 'own orders', shop: () => goAround(reads('/orders/')) },
    { name: 'notice of a payment', shop: pay },
    ...Object.entries(rushes).map(([name, requests]) => ({
      name: `${name}, ${MOVIEGOERS} at once`,
      floor: '50 %',
      shop: () => lockSeats(shop, requests),
      anchor: () => lockSeats(box, requests),
    })),
  ];

  try {
    // Unmeasured, as the first orders of a process are its slowest.
    for (const server of [till, shop]) await buy(server, connections);
    for (const requests of Object.values(rushes)) {
      for (const server of [box, shop]) await lockSeats(server, requests);
    }
    const taken = lines.map(() => ({ shop: [], anchor: [], memory: [] }));
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, line] of lines.entries()) {
        if (line.anchor) taken[index].anchor.push(await line.anchor());
        taken[index].shop.push(await line.shop());
        taken[index].memory.push(await shop.memory());
      }
    }
    return lines.map(({ name, anchor, floor }, index) => ({
      name,
      floor,
      shop: medians(taken[index].shop),
      anchor: anchor ? medians(taken[index].anchor) : null,
      share: anchor
        ? median(taken[index].shop.map(({ rate }, i) => rate / taken[index].anchor[i].rate))
        : null,
      memory: median(taken[index].memory),
    }));
  } finally {
    reader.stop();
    errands.stop();
  }
}
