/**
 * The load generator, in a process of its own so that it shares no event loop with what it
 * measures. Takes one {@link Job} per message and answers with its {@link Measurement}.
 *
 * autocannon's own percentiles are whole milliseconds, too coarse for answers of one millisecond, so
 * they are worked out here.
 *
 * @typedef {object} Job
 * @property {string} origin
 * @property {string[]} paths asked for in rotation; every client starts at another one
 * @property {number} seconds
 * @property {number} connections
 *
 * @typedef {object} Measurement
 * @property {number} rate answers per second
 * @property {number} p50 milliseconds
 * @property {number} p99 milliseconds
 */
import autocannon from 'autocannon';

process.on('message', async (job) => {
  try {
    process.send({ result: await measure(job) });
  } catch (error) {
    process.send({ error: error.message });
  }
});
process.on('disconnect', () => process.exit());

/**
 * @param {Job} job
 * @returns {Promise<Measurement>}
 * @throws {Error} when any answer is not 2xx
 */
async function measure({ origin, paths, seconds, connections }) {
  const latencies = [];
  const bad = new Map();
  let clients = 0;
  const shared = { url: origin, connections, duration: seconds, sampleInt: 100 };
  const run = autocannon({ ...shared, requests: [{ path: paths[0] }], setupClient });
  let startedAt = performance.now();
  let endedAt = startedAt;
  run.on('start', () => {
    startedAt = performance.now();
  });
  run.on('response', (_client, status, _bytes, milliseconds) => {
    endedAt = performance.now();
    latencies.push(milliseconds);
    if (status < 200 || status > 299) bad.set(status, (bad.get(status) ?? 0) + 1);
  });
  const { errors, timeouts } = await run;
  if (bad.size > 0 || errors > 0 || timeouts > 0 || latencies.length === 0) {
    const statuses = [...bad].map(([status, count]) => `${count} x ${status}`).join(', ') || 'none';
    throw new Error(
      `${origin}${paths[0]}: ${latencies.length} answers, not 2xx: ${statuses}, ` +
        `${errors} errors, ${timeouts} timeouts`,
    );
  }
  latencies.sort((a, b) => a - b);
  const percentile = (share) => latencies[Math.ceil(share * latencies.length) - 1];
  return {
    rate: latencies.length / ((endedAt - startedAt) / 1000),
    p50: percentile(0.5),
    p99: percentile(0.99),
  };

  function setupClient(client) {
    const first = Math.floor((clients++ * paths.length) / connections);
    const own = [...paths.slice(first), ...paths.slice(0, first)];
    client.setRequests(own.map((path) => ({ path })));
  }
}
