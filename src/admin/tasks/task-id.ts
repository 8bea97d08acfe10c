import { createHash, randomUUID } from 'node:crypto';
import { idempotencyKey, type RestRequest } from '../../rest/index.js';

/**
 * The id of the task that a request begins, a UUID. One that may be repeated by its key begins the
 * same task each time.
 */
export function taskIdOf(request: RestRequest): string {
  const key = idempotencyKey(request);
  if (key === null) return randomUUID();
  const text = `${request.user!.id} ${request.path} ${key}`;
  const digest = createHash('sha256').update(text).digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
