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
