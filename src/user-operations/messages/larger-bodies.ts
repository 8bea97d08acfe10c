import type { RestRequest } from '../../rest/index.js';

/**
 * The same request, whose body may have that many bytes: one with a file is larger than those that
 * every other resource has to read.
 */
export function withBodiesOf(request: RestRequest, maxBodyBytes: number): RestRequest {
  const rest = Object.create(request.rest, { maxBodyBytes: { value: maxBodyBytes } }) as unknown;
  return Object.create(request, { rest: { value: rest } }) as RestRequest;
}
