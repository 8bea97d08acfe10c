import { Driver, median, medians } from './load.mjs';
import { createPeople, fillCarts } from './people.mjs';

const BUYERS = [1, 16, 64];
const SIGN_INS = 50;
const CATALOGUE = '/goods/?page_size=12';
const ORDER = {
  post_script: '快点发货',
  address: '浙江省杭州市西湖区文三路1号',
  signer_name: '爱丽丝',
  singer_mobile: '13900000001',
};

/**
 * Measures what people do who sign in and buy. Registration is left out: it waits for a code.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @param {{ shop: import('./processes.mjs').Server, till: import('./processes.mjs').Server,
 *   secretKey: string, ids: number[] }} subject the anchor is `till`; `ids` are of goods
 * @returns {Promise<import('./report.mjs').Line[]>}
 */
export async function measurePeople(settings, { shop, till, secretKey, ids }) {
  const { seconds, connections, rounds } = settings;
  const people = await createPeople(settings, secretKey);
  const [reader, errands] = [new Driver(), new Driver('errands.mjs')];
  const { origin } = shop;
  const signIns = people.map(({ login }) => ({ method: 'POST', path: '/login/', body: login }));
  const profiles = people.map(({ token }) => ({ method: 'GET', path: '/users/1/', token }));
  const additions = people.map(({ token }, n) => {
    const body = { goods: ids[n % ids.length], nums: 1 };
    return { method: 'POST', path: '/shopcarts/', token, body };
  });
  const orders = people.map(({ token }) => ({
    method: 'POST',
    path: '/orders/',
    token,
    body: ORDER,
  }));

  const goAround = (requests, clients = connections) =>
    errands.run({ origin, requests, connections: clients, seconds });
  const read = () => reader.run({ origin, paths: [CATALOGUE], seconds, connections });
  const buy = async (server, buyers) => {
    await fillCarts(settings, people, ids);
    return errands.run({ origin: server.origin, requests: orders, connections: buyers });
  };
  const lines = [
    { name: 'sign in', shop: () => goAround(signIns) },
    { name: 'own profile', shop: () => goAround(profiles) },
    { name: 'catalogue, quiet', shop: read },
    {
      name: `catalogue, ${SIGN_INS} sign in`,
      shop: async () => (await Promise.all([read(), goAround(signIns, SIGN_INS)]))[0],
    },
    { name: 'add to cart', shop: () => goAround(additions) },
    ...BUYERS.map((buyers) => ({
      name: `order of 3 lines, ${buyers} at once`,
      shop: () => buy(shop, buyers),
      anchor: () => buy(till, buyers),
    })),
  ];

  try {
    // Unmeasured, as the first orders of a process are its slowest.
    for (const server of [till, shop]) await buy(server, connections);
    const taken = lines.map(() => ({ shop: [], anchor: [], memory: [] }));
    for (let round = 0; round < rounds; round += 1) {
      for (const [index, line] of lines.entries()) {
        if (line.anchor) taken[index].anchor.push(await line.anchor());
        taken[index].shop.push(await line.shop());
        taken[index].memory.push(await shop.memory());
      }
    }
    return lines.map(({ name, anchor }, index) => ({
      name,
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
