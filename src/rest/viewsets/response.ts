import type { RestRequest } from '../request.js';

/**
 * An answer with a status or headers of its own; handlers that need neither return bare data.
 *
 * DRF: rest_framework.response.Response.
 */
export class Response {
  /**
   * @param data JSON data, or bytes or a stream of them that are sent as they are: their Content-Type is a header
   * @param status default: that of the action
   */
  constructor(
    readonly data: unknown,
    readonly status?: number,
    readonly headers?: Readonly<Record<string, string>>,
  ) {}
}

/** The body of an answer, whose status and headers are set. */
export function unwrap(answer: unknown, request: RestRequest): unknown {
  if (!(answer instanceof Response)) return enveloped(answer, request);
  const { reply } = request;
  if (answer.status !== undefined) reply.status(answer.status);
  if (answer.headers) reply.headers(answer.headers);
  return enveloped(answer.data, request);
}

/** The data as the clients of the view read it. */
function enveloped(data: unknown, { policy: { envelope } }: RestRequest): unknown {
  return envelope && !Buffer.isBuffer(data) ? envelope.wrap(data) : data;
}
