import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SettingsError } from '../../../src/config/settings.js';
import { readKey, refuseOwnPublicKey } from '../../../src/payments/alipay/keys.js';

const folder = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(folder, { recursive: true }));

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const short = generateKeyPairSync('rsa', { modulusLength: 1024 });

type Type = 'pkcs1' | 'pkcs8' | 'spki';

const pem = (key: KeyObject, type: Type) => key.export({ format: 'pem', type } as never).toString();
const base64 = (key: KeyObject, type: Type) =>
  (key.export({ format: 'der', type } as never) as unknown as Buffer).toString('base64');
const source = (text: string) => ({ variable: 'ALIPAY_KEY', text });
const refusal = (text: string, kind: 'private' | 'public') => {
  try {
    readKey(source(text), kind);
  } catch (error) {
    expect(error).toBeInstanceOf(SettingsError);
    const { message } = error as Error;
    expect(message).toMatch(/^ALIPAY_KEY: [^\n]+$/);
    return message;
  }
  throw new Error('accepted');
};

describe('keys of payments', () => {
  const privateKey = base64(rsa.privateKey, 'pkcs8');
  const publicKey = base64(rsa.publicKey, 'spki');

  it.each([
    ['PEM', (key: KeyObject, type: Type) => pem(key, type)],
    ['PEM on one line', (key: KeyObject, type: Type) => pem(key, type).replaceAll('\n', '\\n')],
    ['PEM of Windows', (key: KeyObject, type: Type) => pem(key, type).replaceAll('\n', '\r\n')],
    ['bare base64', base64],
    [
      'base64 in lines',
      (key: KeyObject, type: Type) => ` ${base64(key, type).replaceAll(/.{64}/g, '$&\n')}\n`,
    ],
  ])('may be %s', (_what, write) => {
    for (const type of ['pkcs1', 'pkcs8'] as const) {
      expect(readKey(source(write(rsa.privateKey, type)), 'private')).toBe(privateKey);
    }
    for (const type of ['pkcs1', 'spki'] as const) {
      expect(readKey(source(write(rsa.publicKey, type)), 'public')).toBe(publicKey);
    }
  });

  it('may be in a file', () => {
    const file = join(folder, 'key.pem');
    writeFileSync(file, pem(rsa.privateKey, 'pkcs8'));
    expect(readKey({ variable: 'ALIPAY_KEY', file }, 'private')).toBe(privateKey);
  });

  it('are reported when their file cannot be read', () => {
    const missing = { variable: 'ALIPAY_KEY_FILE', file: join(folder, 'none.pem') };
    expect(() => readKey(missing, 'private')).toThrow(/^ALIPAY_KEY_FILE: .*none\.pem.*ENOENT/);
  });

  it('are reported when they are no keys, and never repeated', () => {
    for (const text of ['', 'secret nonsense', 'c2VjcmV0', `${privateKey.slice(0, 200)}`]) {
      for (const kind of ['private', 'public'] as const) {
        const message = refusal(text, kind);
        expect(message).toContain(`expected an RSA ${kind} key`);
        expect(text === '' || !message.includes(text)).toBe(true);
      }
    }
  });

  it('are reported when they are of the wrong kind', () => {
    expect(refusal(publicKey, 'private')).toContain('private key');
    expect(refusal(pem(rsa.publicKey, 'spki'), 'private')).toContain('private key');
    expect(refusal(pem(rsa.privateKey, 'pkcs8'), 'public')).toContain('this is a private key');
    expect(refusal(privateKey, 'public')).toContain('public key');
    expect(refusal(pem(elliptic.privateKey, 'pkcs8'), 'private')).toContain('not an RSA key');
    expect(refusal(base64(short.privateKey, 'pkcs8'), 'private')).toContain('1024 bits');
  });

  it('are reported when the public one is not that of Alipay but of the application', () => {
    const variable = { variable: 'ALIPAY_PUBLIC_KEY' };
    expect(() => refuseOwnPublicKey(privateKey, publicKey, variable)).toThrow(
      /^ALIPAY_PUBLIC_KEY: .*of the application/,
    );
    const other = base64(generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey, 'spki');
    expect(() => refuseOwnPublicKey(privateKey, other, variable)).not.toThrow();
  });
});
