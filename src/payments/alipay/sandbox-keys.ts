import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

/** The application and the account that the sandbox knows. */
export const SANDBOX_APP_ID = '9021000000000001';
export const SANDBOX_SELLER_ID = '2088000000000001';

/** The two key pairs of a sandbox: the shop's and the one it plays Alipay with. */
export interface SandboxKeys {
  readonly app: KeyObject;
  readonly alipay: KeyObject;
}

/**
 * The keys kept in a folder, made at the first call. The shop and the sandbox may both be first:
 * the folder appears with both keys in it or not at all, and one pair of keys wins.
 *
 * @param dataDir folder of the shop's data
 */
export function sandboxKeys(dataDir: string): SandboxKeys {
  const folder = join(dataDir, 'sandbox-keys');
  if (!existsSync(folder)) makeKeys(dataDir, folder);
  const read = (name: string) => createPrivateKey(readFileSync(join(folder, `${name}.pem`)));
  return { app: read('app'), alipay: read('alipay') };
}

function makeKeys(dataDir: string, folder: string): void {
  mkdirSync(dataDir, { recursive: true });
  const unfinished = mkdtempSync(join(dataDir, 'sandbox-keys-'));
  for (const name of ['app', 'alipay']) {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
    writeFileSync(join(unfinished, `${name}.pem`), pem, { mode: 0o600 });
  }
  try {
    renameSync(unfinished, folder);
  } catch (error) {
    rmSync(unfinished, { recursive: true });
    if (!existsSync(folder)) throw error;
  }
}

/** Base64 of PKCS#8, as Alipay's SDK takes it. */
export function privateBase64(key: KeyObject): string {
  return key.export({ format: 'der', type: 'pkcs8' }).toString('base64');
}

/** Base64 of SPKI of the public half. */
export function publicBase64(key: KeyObject): string {
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).toString('base64');
}
