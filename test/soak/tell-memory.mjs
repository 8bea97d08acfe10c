/**
 * Preloaded into a process of the shop, with `--expose-gc`: answers each message of the parent with
 * the bytes that the process holds on to, which is what is left once all garbage is collected.
 */
import { setImmediate } from 'node:timers/promises';

process.on('message', async () => {
  globalThis.gc();
  // What is cleaned up after a collection lets go of more.
  await setImmediate();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  process.send(heapUsed + external);
});
// Being asked is no reason to live on.
process.channel.unref();
