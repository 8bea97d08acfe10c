/**
 * The least that a framework can do: Fastify sends constant buffers. What the shop sends from its
 * cache slower than this is its price.
 *
 * Reads SOURCE, the origin of a shop, PATHS, a JSON array of what to copy from it, and PORT.
 */
import fastify from 'fastify';

const app = fastify();
for (const path of JSON.parse(process.env.PATHS)) {
  const response = await fetch(process.env.SOURCE + path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  const body = Buffer.from(await response.arrayBuffer());
  app.get(path, (_request, reply) => {
    reply.header('content-type', 'application/json').send(body);
  });
}
await app.listen({ host: '127.0.0.1', port: Number(process.env.PORT) });
process.on('disconnect', () => process.exit());
