import { isMultipart, type RestRequest } from '../../rest/index.js';

/**
 * The same request, whose body may have that many bytes if it is a form with files: those are larger
 * than what every other resource has to read, and cost less to parse than as much JSON.
 */
export function withBodiesOf(request: RestRequest, maxBodyBytes: number): RestRequest {
  if (!isMultipart(request.raw.headers['content-type'])) return request;
  const rest = Object.create(request.rest, { maxBodyBytes: { value: maxBodyBytes } }) as unknown;
  return Object.create(request, { rest: { value: rest } }) as RestRequest;
}
