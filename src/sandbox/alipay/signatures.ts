import { sign, verify, type KeyObject } from 'node:crypto';

/** Names and values of a signed message. */
export type Fields = Record<string, string>;

/** RSA2 in base64 over a text. */
export function signText(text: string, key: KeyObject): string {
  return sign('RSA-SHA256', Buffer.from(text), key).toString('base64');
}

/** The fields with their signature, as Alipay signs notifications and returns. */
export function signFields(fields: Fields, key: KeyObject): Fields {
  return {
    ...fields,
    sign_type: 'RSA2',
    sign: signText(joined(fields, ['sign', 'sign_type']), key),
  };
}

/** Whether the shop signed this request. @param key the shop's, either half */
export function isSigned(fields: Fields, key: KeyObject): boolean {
  const signature = Buffer.from(fields.sign ?? '', 'base64');
  return verify('RSA-SHA256', Buffer.from(joined(fields, ['sign'])), key, signature);
}

function joined(fields: Fields, without: readonly string[]): string {
  return Object.keys(fields)
    .filter((name) => !without.includes(name))
    .sort()
    .map((name) => `${name}=${fields[name]}`)
    .join('&');
}
