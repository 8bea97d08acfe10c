import { createHash } from 'node:crypto';
import type { Type } from '@nestjs/common';
import { APIException } from './exceptions.js';
import { message } from './i18n/messages.js';
import { QueryDict, UploadedFile } from './parsers/index.js';
import type { RestRequest } from './request.js';
import type { RestTransaction } from './rest.js';
import { handlerOf } from './viewsets/methods.js';

/** A request as the store of the keys tells it from others. */
export interface KeyedRequest {
  /** What is asked for; each has keys of its own. */
  readonly scope: string;
  readonly userId: number;
  /** Of fixed length, whatever the client has sent. */
  readonly key: string;
  readonly fingerprint: string;
}

/** What the store has under a key. */
export interface KeptRequest {
  readonly id: number;
  readonly fingerprint: string;
  /** Id of what came of it; null for whoever has just been the first to use the key. */
  readonly result: number | null;
}

/** Remembers keys and what came of them; a project provides it. */
export interface IdempotencyKeys {
  /**
   * Takes the key for this request, in the transaction of the work itself: nobody has it if that
   * fails. Whoever asks at the same time waits until the first has ended.
   */
  claim(transaction: RestTransaction, request: KeyedRequest): Promise<KeptRequest>;
  /** Notes what has come of it. */
  complete(transaction: RestTransaction, id: number, result: number): Promise<void>;
}

/**
 * Runs the work unless this very request has been served before.
 *
 * @param work resolves with the id of what it has made
 * @returns that id, of this time or of the first time
 */
export type Once = (transaction: RestTransaction, work: () => Promise<number>) => Promise<number>;

/** 422: the client uses a key again for something else. */
export class IdempotencyKeyReused extends APIException {
  readonly status = 422;
  readonly code = 'idempotency_key_reused';

  constructor() {
    super(
      message({
        en: 'This Idempotency-Key was used for another request.',
        'zh-hans': '该 Idempotency-Key 已用于另一请求',
      }),
    );
  }
}

const IDEMPOTENT = 'rest:idempotent';

/**
 * Declares that clients may repeat a request of this action without doing anything twice, by an
 * `Idempotency-Key` header; the handler has its work done by {@link once}. The same key with other
 * data is a 422.
 *
 * IETF: draft-ietf-httpapi-idempotency-key-header
 */
export function Idempotent(): MethodDecorator {
  return (_prototype, _name, descriptor) => {
    Reflect.defineMetadata(IDEMPOTENT, true, descriptor.value as object);
  };
}

/** As {@link once} where the action is declared idempotent; elsewhere the work is just done. */
export function onceIfDeclared(request: RestRequest): Once {
  const isDeclared = isIdempotent(request.view.target, request.action);
  return isDeclared ? once(request) : (_transaction, work) => work();
}

/** What the client has named its request by, so that it may repeat it; null: nothing. */
export function idempotencyKey({ raw }: RestRequest): string | null {
  const key = raw.headers['idempotency-key'];
  return typeof key === 'string' && key !== '' ? key : null;
}

/** Whether the method is declared idempotent. */
export function isIdempotent(view: Type<object>, method: string): boolean {
  const handler = handlerOf(view, method);
  return handler !== undefined && Reflect.getMetadata(IDEMPOTENT, handler) === true;
}

/**
 * The key of the request as a guard around its work. Without a key, or a user to whom it belongs,
 * every request counts as another.
 */
export function once(request: RestRequest): Once {
  const { user, rest, view, action } = request;
  if (!isIdempotent(view.target, action)) {
    throw new Error(`${view.target.name}.${action} is not declared @Idempotent()`);
  }
  const key = idempotencyKey(request);
  if (key === null || user === null) return (_tx, work) => work();
  return async (transaction, work) => {
    const keyed: KeyedRequest = {
      scope: `${view.target.name}.${action}`,
      userId: user.id,
      key: digest(key),
      fingerprint: digest(`${addressOf(request)} ${canonical(await request.sentData())}`),
    };
    const { idempotencyKeys } = rest.options;
    const kept = await idempotencyKeys.claim(transaction, keyed);
    if (kept.fingerprint !== keyed.fingerprint) throw new IdempotencyKeyReused();
    if (kept.result !== null) return kept.result;
    const result = await work();
    await idempotencyKeys.complete(transaction, kept.id, result);
    return result;
  };
}

function addressOf({ path, queryString }: RestRequest): string {
  return queryString === '' ? path : `${path}?${queryString}`;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** The same text for the same data, in whatever order their names were sent. */
function canonical(data: unknown): string {
  return JSON.stringify(data, (_name, value: unknown) => {
    if (value instanceof QueryDict) {
      return [...value.names()].sort().map((name) => [name, value.getAll(name)]);
    }
    if (value instanceof UploadedFile) {
      return [value.filename, createHash('sha256').update(value.bytes).digest('hex')];
    }
    if (typeof value === 'bigint') return `${value}`;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  });
}
