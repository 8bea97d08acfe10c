import { createHash } from 'node:crypto';
import type { OAuthProviderName } from '../../oauth/oauth.settings.js';

/** What somebody's account at a played provider is called there: as real ones look. */
export function openIdOf(provider: OAuthProviderName, person: string): string {
  const digest = createHash('sha256').update(`${provider}:${person}`).digest();
  switch (provider) {
    case 'qq':
      return digest.toString('hex').slice(0, 32).toUpperCase();
    case 'weibo':
      return String(1_000_000_000 + (digest.readUInt32BE() % 9_000_000_000));
    case 'weixin':
      return `o${digest.toString('base64url').slice(0, 27)}`;
  }
}
