import type { BaseSettings } from './base.settings.js';

/**
 * What a browser would suffer from: it keeps the cookies of `localhost` apart from those of
 * `127.0.0.1`, so that whoever signs in at the one is nobody at the other.
 *
 * @returns a warning, or undefined
 */
export function namesOfOneMachine({
  publicUrl,
  storefrontUrl,
}: Pick<BaseSettings, 'publicUrl' | 'storefrontUrl'>) {
  const hosts = [publicUrl, storefrontUrl].map((url) => new URL(url).hostname);
  const isSplit = hosts[0] !== hosts[1] && hosts.every((host) => LOOPBACK.has(host));
  return isSplit
    ? `PUBLIC_URL is at ${hosts[0]}, STOREFRONT_URL at ${hosts[1]}: cookies are lost between them`
    : undefined;
}

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
