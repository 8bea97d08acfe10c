/**
 * A load generator for requests that differ in body and token: takes one {@link Errands} per message
 * and answers with its measurement, as `driver.mjs` does.
 *
 * @typedef {object} Errands
 * @property {string} origin
 * @property {Errand[]} requests
 * @property {number} connections clients, each of which sends the next request of them all
 * @property {number} [seconds] how long they go round; without it each request is sent once
 *
 * @typedef {object} Errand
 * @property {string} method
 * @property {string} path
 * @property {string} [token]
 * @property {unknown} [body] sent as JSON
 * @property {string} [form] sent as it is, instead
 * @property {number} [refusal] a status that counts as an answer, too
 */
import { Agent, request } from 'node:http';

process.on('message', async (errands) => {
  try {
    process.send({ result: await measure(errands) });
  } catch (error) {
    process.send({ error: error.message });
  }
});
process.on('disconnect', () => process.exit());

/**
 * @param {Errands} errands
 * @returns {Promise<import('./driver.mjs').Measurement>}
 * @throws {Error} when any answer is neither 2xx nor its refusal
 */
async function measure({ origin, requests, connections, seconds }) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const latencies = [];
  const startedAt = performance.now();
  const isOver = () =>
    seconds ? performance.now() - startedAt >= seconds * 1000 : next >= requests.length;
  let next = 0;
  const client = async () => {
    while (!isOver()) {
      const sentAt = performance.now();
      await send(agent, origin, requests[next++ % requests.length]);
      latencies.push(performance.now() - sentAt);
    }
  };
  try {
    await Promise.all(Array.from({ length: connections }, client));
  } finally {
    agent.destroy();
  }
  const elapsed = performance.now() - startedAt;
  latencies.sort((a, b) => a - b);
  const percentile = (share) => latencies[Math.ceil(share * latencies.length) - 1];
  return {
    rate: latencies.length / (elapsed / 1000),
    p50: percentile(0.5),
    p99: percentile(0.99),
  };
}

function send(agent, origin, { method, path, token, body, form, refusal }) {
  const content = form ?? (body === undefined ? undefined : JSON.stringify(body));
  const type = form === undefined ? 'application/json' : 'application/x-www-form-urlencoded';
  const headers = {
    ...(token && { authorization: `JWT ${token}` }),
    ...(content && {
      'content-type': type,
      'content-length': Buffer.byteLength(content),
    }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(origin + path, { agent, method, headers }, async (response) => {
      let text = '';
      try {
        for await (const chunk of response.setEncoding('utf8')) text += chunk;
      } catch (error) {
        return reject(error);
      }
      const { statusCode } = response;
      if ((statusCode >= 200 && statusCode <= 299) || statusCode === refusal) resolve();
      else reject(new Error(`${method} ${path}: ${statusCode} ${text.slice(0, 200)}`));
    });
    sent.on('error', reject).end(content);
  });
}
