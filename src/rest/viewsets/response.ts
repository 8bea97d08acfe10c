import type { RestRequest } from '../request.js';

/**
 * An answer with a status or headers of its own; handlers that need neither return bare data.
 *
 * DRF: rest_framework.response.Response.
 */
export class Response {
  /**
   * @param data JSON data, or bytes that are sent as they are: their Content-Type is a header
   * @param status default: that of the action
   */
  constructor(
    readonly data: unknown,
    readonly status?: number,
    readonly headers?: Readonly<Record<string, string>>,
  ) {}
}

/** The data of an answer, whose status and headers are set. */
export function unwrap(answer: unknown, { reply }: RestRequest): unknown {
  if (!(answer instanceof Response)) return answer;
  if (answer.status !== undefined) reply.status(answer.status);
  if (answer.headers) reply.headers(answer.headers);
  return answer.data;
}
