import { ProviderFailure } from './provider-failure.js';

/** The fields of an answer. */
export type Fields = ReadonlyMap<string, unknown>;

const WRAPPED = /^callback\s*\(([\s\S]*)\)\s*;?$/;
/** Where providers put their errors; 0 says that there is none. */
const ERROR_FIELDS = ['error', 'error_code', 'errcode', 'ret'];

/**
 * Reads an answer in any form that providers give it: JSON, JSON in a call of `callback`, or
 * form-encoded.
 *
 * @throws ProviderFailure when it is none of these, or tells of an error
 */
export function readFields(text: string): Fields {
  const trimmed = text.trim();
  const json = WRAPPED.exec(trimmed)?.[1] ?? (trimmed.startsWith('{') ? trimmed : undefined);
  const fields = json === undefined ? new Map(new URLSearchParams(trimmed)) : jsonFields(json);
  for (const name of ERROR_FIELDS) {
    const error = fields.get(name);
    if (error !== undefined && String(error) !== '0') {
      throw new ProviderFailure(`refused: ${name} ${String(error).slice(0, 50)}`);
    }
  }
  return fields;
}

function jsonFields(json: string): Fields {
  try {
    const data: unknown = JSON.parse(json);
    if (typeof data === 'object' && data !== null) return new Map(Object.entries(data));
  } catch {
    // Told below.
  }
  throw new ProviderFailure('the answer is not JSON');
}

/**
 * A field that must be there: printable, without spaces, not longer than that.
 *
 * @throws ProviderFailure
 */
export function requiredText(fields: Fields, name: string, maxLength: number): string {
  const value = fields.get(name);
  const text = Number.isSafeInteger(value) ? String(value) : value;
  if (typeof text !== 'string' || text.length > maxLength || !/^[!-~]+$/.test(text)) {
    throw new ProviderFailure(`the answer has no ${name}`);
  }
  return text;
}
