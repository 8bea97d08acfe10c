/**
 * An answer with a status or headers of its own; handlers that need neither return bare data.
 *
 * DRF: rest_framework.response.Response.
 */
export class Response {
  constructor(
    readonly data: unknown,
    readonly status?: number,
    readonly headers?: Readonly<Record<string, string>>,
  ) {}
}
