import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { KeySource } from '../payments.settings.js';
import { SettingsError } from '../../config/settings.js';
import { errorCode } from '../../infrastructure/errors.js';

/** Fewer bits are no protection any more; Alipay's RSA2 asks for 2048. */
const LEAST_BITS = 2048;

type Kind = 'private' | 'public';

/** Containers that bare base64 may hold; PEM says which one it is. */
const CONTAINERS = { private: ['pkcs8', 'pkcs1'], public: ['spki', 'pkcs1'] } as const;

/**
 * Reads an RSA key and returns it as base64 of PKCS#8 or SPKI, the form that Alipay's SDK takes.
 *
 * Accepted are PEM of any RSA kind, with real or written (`\n`) line ends, and the bare base64 that
 * Alipay's key tool shows.
 *
 * @throws {SettingsError} one line that names the variable; the key itself is never repeated
 */
export function readKey(source: KeySource, kind: Kind): string {
  const complain = (reason: string) => new SettingsError(`${source.variable}: ${reason}`);
  const text = textOf(source, complain).replaceAll('\\n', '\n').trim();
  // Node would take the public half of it.
  if (kind === 'public' && (text.includes('PRIVATE KEY-----') || fromBase64(text, 'private'))) {
    throw complain("this is a private key; expected Alipay's public key");
  }
  const key = text.startsWith('-----BEGIN') ? fromPem(text, kind) : fromBase64(text, kind);
  if (!key) throw complain(`expected an RSA ${kind} key as PEM or base64`);
  if (key.asymmetricKeyType !== 'rsa') throw complain('the key is not an RSA key');
  const bits = key.asymmetricKeyDetails?.modulusLength ?? 0;
  if (bits < LEAST_BITS) {
    throw complain(`the key has ${bits} bits; at least ${LEAST_BITS} are needed`);
  }
  const type = kind === 'private' ? 'pkcs8' : 'spki';
  return key.export({ format: 'der', type } as never).toString('base64');
}

/**
 * Refuses a pair that cannot work: the application's own public key in the place of Alipay's, the
 * mistake everybody makes once.
 *
 * @throws {SettingsError}
 */
export function refuseOwnPublicKey(
  privateKey: string,
  publicKey: string,
  { variable }: KeySource,
): void {
  const own = createPublicKey(fromBase64(privateKey, 'private')!);
  if (own.export({ format: 'der', type: 'spki' }).toString('base64') !== publicKey) return;
  throw new SettingsError(
    `${variable}: this is the public key of the application; expected that of Alipay`,
  );
}

function textOf(source: KeySource, complain: (reason: string) => Error): string {
  if (source.file === undefined) return source.text ?? '';
  try {
    return readFileSync(source.file, 'utf8');
  } catch (error) {
    throw complain(`${source.file} cannot be read (${errorCode(error)})`);
  }
}

function fromPem(text: string, kind: Kind): KeyObject | undefined {
  try {
    return kind === 'private' ? createPrivateKey(text) : createPublicKey(text);
  } catch {
    return undefined;
  }
}

function fromBase64(text: string, kind: Kind): KeyObject | undefined {
  const compact = text.replaceAll(/\s/g, '');
  if (!/^[A-Za-z0-9+/]+=*$/.test(compact)) return undefined;
  const key = Buffer.from(compact, 'base64');
  for (const type of CONTAINERS[kind]) {
    try {
      const input = { key, format: 'der', type } as const;
      return kind === 'private'
        ? createPrivateKey(input as never)
        : createPublicKey(input as never);
    } catch {
      // The other container is tried next.
    }
  }
  return undefined;
}
