import { ProviderFailure } from './provider-failure.js';

/** Milliseconds that a provider has for an answer, its body included. */
const TIMEOUT = 5_000;
/** Bytes that an answer may have. */
const MAX_BYTES = 64 * 1024;

/**
 * Calls a provider. Redirects are not followed: the parameters hold secrets.
 *
 * @returns the body, whatever the status: errors are told there
 * @throws ProviderFailure when there is none within five seconds, or it has more than 64 KB
 */
export async function fetchText(
  method: 'GET' | 'POST',
  url: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const encoded = new URLSearchParams(parameters);
  const target = method === 'POST' ? url : `${url}?${encoded.toString()}`;
  const options = { redirect: 'error' as const, signal: AbortSignal.timeout(TIMEOUT) };
  try {
    const response = await fetch(
      target,
      method === 'POST' ? { ...options, method, body: encoded } : options,
    );
    if (response.status >= 500) throw new ProviderFailure(`HTTP ${response.status}`);
    return await boundedText(response);
  } catch (error) {
    if (error instanceof ProviderFailure) throw error;
    const { name, message, cause } = error as Error;
    const reason = cause instanceof Error ? cause.message : message;
    throw new ProviderFailure(name === 'TimeoutError' ? 'no answer in time' : reason);
  }
}

async function boundedText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES) throw new ProviderFailure(`more than ${MAX_BYTES} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
