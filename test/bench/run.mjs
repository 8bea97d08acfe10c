/**
 * Measures the built shop in stack mode against anchors that run on the same data, machine and
 * minute: `npm run bench -- [GOODS]`. Compare ratios; absolute figures belong to the machine.
 *
 * BENCH_DATABASE_URL (dropped and made anew), BENCH_REDIS_URL, BENCH_SECONDS and BENCH_ROUNDS change
 * the defaults, see `settings.mjs`.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fillDatabase, removeData, someGoodsIds } from './data.mjs';
import { Driver, median, medians } from './load.mjs';
import { createHall } from './hall.mjs';
import { startAnchor, startShop } from './processes.mjs';
import { createPeople } from './people.mjs';
import { megabytes, milliseconds, rate, table } from './report.mjs';
import { CACHED_READ, disturbances, scenarios } from './scenarios.mjs';
import { benchSettings } from './settings.mjs';
import { keyPair, shopEnv } from './shop-env.mjs';
import { SmsProvider } from './sms.mjs';
import { measureSeveral, scalingText } from './several.mjs';
import { secondStart } from './start-time.mjs';
import { measureStreams } from './streams.mjs';
import { measurePeople } from './till.mjs';
import { verifySame } from './verify.mjs';

const settings = benchSettings();
const folder = await mkdtemp(join(tmpdir(), 'shop-bench-'));
const [sms, alipay] = [new SmsProvider(), keyPair()];
const production = shopEnv(settings, folder, {
  smsUrl: await sms.start(),
  alipayKey: alipay.publicKey,
});
/** @type {import('./processes.mjs').Server[]} */
const servers = [];

/** @param {Promise<import('./processes.mjs').Server>} starting */
async function started(starting) {
  const server = await starting;
  servers.push(server);
  return server;
}

async function main() {
  say(`${settings.goods} goods: generating and importing ...`);
  say(await fillDatabase(settings, folder, production));
  const ids = await someGoodsIds(settings);
  const lines = scenarios(ids);
  const shops = {
    cold: await started(startShop(folder, { ...production, CACHE_TTL: '0' })),
    cached: await started(startShop(folder, production)),
  };
  const anchors = await startAnchors(lines, shops);

  const results = await measureAll(lines, shops, anchors);
  const busy = await measureDisturbed(shops.cached, ids);
  say('people and till ...');
  const people = await createPeople(settings, production);
  const hall = await createHall(settings);
  const errands = await measurePeople(settings, {
    shop: shops.cached,
    till: await started(
      startAnchor('anchor-till.mjs', { DATABASE_URL: settings.databaseUrl }, '/'),
    ),
    box: await started(
      startAnchor('anchor-seats.mjs', { DATABASE_URL: settings.databaseUrl }, '/'),
    ),
    people,
    hall,
    sms,
    alipayKey: alipay.privateKey,
    ids,
  });
  const memory = await shops.cached.memory();
  say('streams ...');
  const watched = await measureStreams(settings, { shop: shops.cached, people, hall });
  say('several processes ...');
  const others = Array.from({ length: 3 }, () =>
    started(startShop(folder, { ...production, CACHE_TTL: '0' })),
  );
  const scaling = await measureSeveral(settings, {
    servers: [shops.cold, ...(await Promise.all(others))],
    people,
    ids,
  });
  await stopServers();
  const startMs = await secondStart(folder, settings.rounds);

  say(`\n${table(results)}\n`);
  const quiet = results.find(({ name }) => name === 'goods list, cached').shop;
  for (const { name, shop, other } of busy) {
    say(
      `cached list while ${name} (${rate(other.rate)}/s): ${rate(shop.rate)} req/s, ` +
        `p99 ${milliseconds(shop.p99)} ms = ${(shop.p99 / quiet.p50).toFixed(1)} x the quiet p50 (floor 5 x)`,
    );
  }
  say(`\npeople and till\n${table(errands)}\n`);
  say(scalingText(scaling));
  const { streams, bytesEach, first, last } = watched;
  say(
    `${streams} streams of one screening: ${(bytesEach / 1024).toFixed(0)} KB each, a locked seat is ` +
      `seen by the first after ${milliseconds(first)} ms, by the last after ${milliseconds(last)} ms`,
  );
  say(`memory after all of this: ${megabytes(memory)} MB (floor 250 MB)`);
  say(`start, embedded, second time: ${Math.round(startMs)} ms (floor 4000 ms)`);
}

async function startAnchors(lines, shops) {
  const comparedWith = (anchor) =>
    lines.filter((line) => line.anchor === anchor).map(({ paths }) => paths[0]);
  const mysql = await started(
    startAnchor('anchor-mysql.mjs', { DATABASE_URL: settings.databaseUrl }, '/goods/'),
  );
  await verifySame(shops.cold, mysql, comparedWith('mysql'));
  const paths = comparedWith('fastify');
  const copied = { SOURCE: shops.cached.origin, PATHS: JSON.stringify(paths) };
  const fastify = await started(startAnchor('anchor-fastify.mjs', copied, paths[0]));
  return { mysql, fastify };
}

/** Every line in turn, round after round, each beside its anchor: a busy minute hits all alike. */
async function measureAll(lines, shops, anchors) {
  const { seconds, warmUpSeconds, rounds, connections } = settings;
  const driver = new Driver();
  const taken = lines.map(() => ({ shop: [], anchor: [], memory: [] }));
  for (let round = 0; round < rounds; round += 1) {
    say(`round ${round + 1} of ${rounds}`);
    for (const [index, { server, anchor, paths }] of lines.entries()) {
      const measure = async ({ origin }) => {
        const job = { origin, paths, connections };
        if (round === 0) await driver.run({ ...job, seconds: warmUpSeconds });
        return driver.run({ ...job, seconds });
      };
      if (anchor) taken[index].anchor.push(await measure(anchors[anchor]));
      taken[index].shop.push(await measure(shops[server]));
      taken[index].memory.push(await shops[server].memory());
    }
  }
  driver.stop();
  return lines.map(({ name, anchor, floor }, index) => ({
    name,
    floor,
    shop: medians(taken[index].shop),
    anchor: anchor && medians(taken[index].anchor),
    share:
      anchor && median(taken[index].shop.map(({ rate }, i) => rate / taken[index].anchor[i].rate)),
    memory: median(taken[index].memory),
  }));
}

/** Cached reads while as many other clients keep the same process busy. */
async function measureDisturbed({ origin }, ids) {
  const { seconds, rounds, connections } = settings;
  const [reader, other] = [new Driver(), new Driver()];
  const results = [];
  for (const { name, paths } of disturbances(ids)) {
    const taken = { shop: [], other: [] };
    for (let round = 0; round < rounds; round += 1) {
      const [shopRun, otherRun] = await Promise.all([
        reader.run({ origin, paths: [CACHED_READ], seconds, connections }),
        other.run({ origin, paths, seconds, connections }),
      ]);
      taken.shop.push(shopRun);
      taken.other.push(otherRun);
    }
    results.push({ name, shop: medians(taken.shop), other: medians(taken.other) });
  }
  reader.stop();
  other.stop();
  return results;
}

async function stopServers() {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
}

function say(text) {
  process.stdout.write(`${text}\n`);
}

async function cleanUp() {
  sms.stop();
  await stopServers();
  await removeData(settings);
  await rm(folder, { recursive: true, force: true });
}

const interrupted = new Promise((_resolve, reject) => {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // Not once: npm passes a signal on that the terminal has sent already.
    process.on(signal, () => reject(new Error(`stopped by ${signal}`)));
  }
});

try {
  await Promise.race([main(), interrupted]);
} catch (error) {
  process.stderr.write(`bench: ${error.stack}\n`);
  process.exitCode = 1;
} finally {
  await cleanUp();
}
process.exit();
