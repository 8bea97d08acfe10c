import { boundedFetch, NoAnswer } from '../../infrastructure/http/bounded-fetch.js';
import { ProviderFailure } from './provider-failure.js';

/** Answers are a few fields long. */
const BOUNDS = { timeout: 5_000, maxBytes: 64 * 1024 };

/**
 * Calls a provider.
 *
 * @returns the body, also of a refusal: errors are told there
 * @throws ProviderFailure when there is none, or the provider has failed
 */
export async function askProvider(
  method: 'GET' | 'POST',
  url: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const encoded = new URLSearchParams(parameters);
  const [target, body] = method === 'POST' ? [url, encoded] : [`${url}?${encoded.toString()}`];
  try {
    const response = await boundedFetch(target, { method, body }, BOUNDS);
    if (response.status >= 500) throw new ProviderFailure(`HTTP ${response.status}`);
    return await response.text();
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    throw new ProviderFailure(error.message);
  }
}
