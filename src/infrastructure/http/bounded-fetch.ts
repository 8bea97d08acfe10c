import { asError, errorCode } from '../errors.js';

/** What a service outside may take before it is given up. */
export interface Bounds {
  /** Milliseconds until the answer has to be there whole. */
  readonly timeout: number;
  /** Bytes that the body of the answer may have, unpacked. */
  readonly maxBytes: number;
}

/**
 * A service outside has given no answer that can be used: none in time, too large a one, or the
 * connection failed. The message names no address and no parameter, as these may be secret.
 */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';

  /** The system's code, such as `ECONNREFUSED`, when the connection failed. */
  get code(): string | undefined {
    return errorCode(this.cause);
  }
}

/** Statuses whose answers have no body. */
const BODILESS: ReadonlySet<number> = new Set([204, 205, 304]);

/**
 * Asks a service outside, as `fetch` does, within bounds. Every call to one goes through here.
 *
 * Redirects are not followed: what is asked holds secrets that are meant for one address.
 *
 * @returns the answer, whatever its status, its body already read
 * @throws NoAnswer
 */
export async function boundedFetch(
  input: string | URL | Request,
  init: RequestInit,
  { timeout, maxBytes }: Bounds,
): Promise<Response> {
  try {
    const limit = AbortSignal.timeout(timeout);
    const signal = init.signal ? AbortSignal.any([init.signal, limit]) : limit;
    const response = await fetch(input, { ...init, redirect: 'error', signal });
    const { status, statusText, headers } = response;
    const body = await boundedBody(response, maxBytes);
    return new Response(BODILESS.has(status) ? null : body, { status, statusText, headers });
  } catch (error) {
    throw asNoAnswer(error);
  }
}

async function boundedBody({ body }: Response, maxBytes: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Leaving the loop ends the connection.
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new NoAnswer(`more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function asNoAnswer(error: unknown): NoAnswer {
  if (error instanceof NoAnswer) return error;
  const { name, message, cause = error } = asError(error);
  if (name === 'TimeoutError') return new NoAnswer('no answer in time', { cause });
  return new NoAnswer(cause instanceof Error ? cause.message : message, { cause });
}
