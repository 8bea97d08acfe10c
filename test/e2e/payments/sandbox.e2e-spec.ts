import { describe, expect, it } from 'vitest';
import { ProviderUnavailable } from '../../../src/payments/payment-provider.js';
import { SandboxHost } from '../../../src/sandbox/alipay/sandbox-host.js';
import { SandboxProvider } from '../../../src/payments/alipay/sandbox-provider.js';
import { testApp } from '../../support/app.js';
import { freePort } from '../../support/free-port.js';
import { startServer } from '../../support/server-process.js';
import { testSettings } from '../../support/settings.js';

describe('a shop whose provider is the sandbox', async () => {
  const SANDBOX_URL = `http://localhost:${await freePort()}`;
  const settings = testSettings({ SANDBOX_URL, HOST: '127.0.0.1' });
  const app = testApp(settings);

  it('starts it together with the API, unless another process has the port', async () => {
    const server = await startServer(settings, { SANDBOX_URL });
    expect((await fetch(SANDBOX_URL)).status).toBe(200);
    expect(await app.nest.get(SandboxHost, { strict: false }).start()).toBe(false);
    await server.stop();
    await expect(fetch(SANDBOX_URL)).rejects.toThrow('fetch failed');
  }, 60_000);

  it('has no trades to close where none runs, and asks nobody again and again', async () => {
    const nobody = `http://localhost:${await freePort()}`;
    const provider = new SandboxProvider(settings.dataDir, nobody, 'http://localhost/');
    await expect(provider.close('1')).resolves.toBe('closed');
    await expect(provider.query('1')).rejects.toThrow(ProviderUnavailable);
  });
});
