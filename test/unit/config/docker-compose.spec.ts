import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadSettings, SETTING_VARIABLES } from '../../../src/settings.js';
import { httpSettings } from '../../../src/infrastructure/http/http.settings.js';

const compose = readFileSync('docker-compose.yml', 'utf8');
const passed = new Set([...compose.matchAll(/^ {6}([A-Z][A-Z_]+): /gm)].map(([, name]) => name!));

/** Of the image itself, of files that nobody mounts, or of what is for development only. */
const ELSEWHERE = new Set(
  `NODE_ENV HOST PORT DATA_DIR MEDIA_ROOT ALIPAY_PRIVATE_KEY_FILE ALIPAY_PUBLIC_KEY_FILE
  ALIPAY_GATEWAY SANDBOX_URL OAUTH_SANDBOX OAUTH_SANDBOX_URL YUNPIAN_BASE_URL OAUTH_QQ_BASE_URL
  OAUTH_WEIBO_BASE_URL OAUTH_WEIXIN_BASE_URL`.split(/\s+/),
);

describe('docker-compose.yml', () => {
  it('hands every setting on that .env may have, so that none is ignored silently', () => {
    const wanted = SETTING_VARIABLES.filter((name) => !ELSEWHERE.has(name));
    expect(wanted.filter((name) => !passed.has(name))).toEqual([]);
  });

  it('hands on what is not set as an empty text, which counts as not set', () => {
    const empty = Object.fromEntries(SETTING_VARIABLES.map((name) => [name, '']));
    expect(loadSettings(empty)).toEqual(loadSettings({}));
  });

  it('gives API and worker longer to end than they take by default', () => {
    const graces = [...compose.matchAll(/stop_grace_period: \$\{STOP_GRACE_PERIOD:-(\d+)s\}/g)];
    const { shutdownDelay, shutdownTimeout } = loadSettings({}).of(httpSettings);
    expect(graces).toHaveLength(2);
    // Docker kills what takes longer, by default than ten seconds; closing takes some more.
    for (const [, seconds] of graces) {
      expect(Number(seconds) * 1000).toBeGreaterThan(shutdownDelay + shutdownTimeout + 5_000);
    }
  });
});
