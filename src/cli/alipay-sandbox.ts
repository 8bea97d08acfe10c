import { SettingsError } from '../config/settings.js';
import { paymentSettings } from '../payments/payments.settings.js';
import { loadSettings } from '../settings.js';
import { sandboxKeys } from '../payments/alipay/sandbox-keys.js';
import { SandboxServer } from '../sandbox/alipay/sandbox-server.js';
import { failToStart } from '../start-failure.js';

/** Runs the sandbox as a process of its own: `npm run sandbox`. */
async function start(): Promise<void> {
  const settings = loadSettings();
  const { nodeEnv, dataDir, host } = settings;
  const payments = settings.of(paymentSettings);
  if (nodeEnv === 'production') throw new SettingsError('NODE_ENV: no sandbox in production');
  const print = (line: string) => process.stdout.write(`${line}\n`);
  const server = new SandboxServer(sandboxKeys(dataDir), print);
  await server.start(payments.sandboxPort, host);
  print(`\n  Payment sandbox  ${payments.sandboxUrl}/\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void server.stop());
  }
}

try {
  await start();
} catch (error) {
  failToStart(error);
}
