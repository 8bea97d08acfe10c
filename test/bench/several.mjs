import { availableParallelism, cpus } from 'node:os';
import { Driver, median, medians } from './load.mjs';
import { fillCarts, ordersOf } from './people.mjs';
import { rate } from './report.mjs';

const COLD_READ = '/goods/';
/** How many processes share the work; never more clients for more of them. */
const PROCESSES = [1, 2, 4];

/**
 * @typedef {object} Scaling what some processes do together
 * @property {string} name
 * @property {number} floor how many times the rate of one process two and four must reach, where
 *   cores are left and the database is not the limit
 * @property {{ processes: number, rate: number, busy: number }[]} steps `busy` is how many cores of
 *   the machine were busy, with the database and the clients
 */

/**
 * Measures how much more several API processes do than one, of the same clients.
 *
 * @param {import('./settings.mjs').BenchSettings} settings
 * @param {{ servers: import('./processes.mjs').Server[], people: import('./people.mjs').Person[],
 *   ids: number[] }} subject as many processes as are measured at most, that keep no answers
 * @returns {Promise<Scaling[]>}
 */
export async function measureSeveral(settings, { servers, people, ids }) {
  const { seconds, connections, rounds } = settings;
  const orders = ordersOf(people);
  const drivers = servers.map(() => new Driver());
  const errands = servers.map(() => new Driver('errands.mjs'));
  const read = (some) =>
    together(some, ({ origin }, index) =>
      drivers[index].run({
        origin,
        paths: [COLD_READ],
        seconds,
        connections: connections / some.length,
      }),
    );
  const buy = async (some) => {
    await fillCarts(settings, people, ids);
    return together(some, ({ origin }, index) =>
      errands[index].run({
        origin,
        requests: orders.filter((_order, n) => n % some.length === index),
        connections: connections / some.length,
      }),
    );
  };
  const lines = [
    { name: 'goods list, cold', floor: 1.5, run: read },
    { name: 'order of 3 lines', floor: 1, run: buy },
  ];
  try {
    for (const { run } of lines) await run(servers);
    const results = [];
    for (const { name, floor, run } of lines) {
      const taken = PROCESSES.map(() => []);
      for (let round = 0; round < rounds; round += 1) {
        for (const [step, processes] of PROCESSES.entries()) {
          taken[step].push(await run(servers.slice(0, processes)));
        }
      }
      const steps = PROCESSES.map((processes, step) => ({
        processes,
        rate: medians(taken[step]).rate,
        busy: median(taken[step].map(({ busy }) => busy)),
      }));
      results.push({ name, floor, steps });
    }
    return results;
  } finally {
    for (const driver of [...drivers, ...errands]) driver.stop();
  }
}

/** As one line of text each. @param {Scaling[]} lines */
export function scalingText(lines) {
  const cores = availableParallelism();
  return lines
    .map(({ name, floor, steps }) => {
      const [{ rate: alone }] = steps;
      const told = steps.map(({ processes, rate: each, busy }) => {
        const times = processes === 1 ? '' : ` = ${(each / alone).toFixed(2)} x (floor ${floor} x)`;
        return `  ${processes} of them ${rate(each)}/s${times}, ${busy.toFixed(1)} of ${cores} cores busy`;
      });
      return [`API processes, ${name}:`, ...told].join('\n');
    })
    .join('\n');
}

/** What all servers have done at once: rates add up, the slowest percentiles count. */
async function together(servers, measure) {
  const before = processorTimes();
  const taken = await Promise.all(servers.map(measure));
  const after = processorTimes();
  return {
    rate: taken.reduce((sum, { rate }) => sum + rate, 0),
    p50: Math.max(...taken.map(({ p50 }) => p50)),
    p99: Math.max(...taken.map(({ p99 }) => p99)),
    busy: (cpus().length * (after.busy - before.busy)) / (after.all - before.all),
  };
}

/** Milliseconds of all cores of the machine since it began. */
function processorTimes() {
  const all = cpus().flatMap(({ times }) => Object.values(times));
  const idle = cpus().map(({ times }) => times.idle);
  const sum = (values) => values.reduce((total, value) => total + value, 0);
  return { all: sum(all), busy: sum(all) - sum(idle) };
}
