import { isDatabaseUnavailable } from './infrastructure/database/database-error.js';
import { errorCode } from './infrastructure/errors.js';
import { StoreUnavailable } from './infrastructure/expiring-store/expiring-store.js';
import { QueueUnavailable } from './infrastructure/jobs/index.js';
import { Overloaded } from './infrastructure/overloaded.js';
import { StorageAway } from './infrastructure/storage/storage.js';
import { APIException, message, renderDetail, type Language, type Message } from './rest/index.js';

/** Seconds after which a client should try again what an outage has refused. */
const RETRY_AFTER = 5;

/** What the file system says when it takes nothing more. */
const FULL_DISK = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

const TOO_BUSY = message({
  en: 'Too busy. Please try again in a moment.',
  'zh-hans': '系统繁忙，请稍后再试。',
});
const OUT_OF_REACH = message({
  en: 'Service temporarily unavailable, try again later.',
  'zh-hans': '服务暂时不可用，请稍后重试。',
});

/** 507: what the shop must know is out of reach. The Meiduo contract's answer. */
class StorageUnavailable extends APIException {
  readonly status = 507;
  readonly code = 'storage_unavailable';
  override readonly headers = { 'Retry-After': String(RETRY_AFTER) };

  constructor(options: ErrorOptions) {
    super(message({ en: 'Internal server error', 'zh-hans': '服务器内部错误' }), options);
  }

  override render(language: Language): unknown {
    return { message: renderDetail(this.detail, language) };
  }
}

/** 503: too much is asked for at once, or the database, a bucket or a disk is away or full. */
class ServiceUnavailable extends APIException {
  readonly status = 503;
  readonly code = 'service_unavailable';
  override readonly headers: Record<string, string>;

  constructor(detail: Message, retryAfter: number, options: ErrorOptions) {
    super(detail, options);
    this.headers = { 'Retry-After': String(retryAfter) };
  }
}

/** What clients are told of outages and overload, which their owners log; undefined: a bare 500. */
export function explainOutage(error: unknown): APIException | undefined {
  const options = { cause: error };
  if (error instanceof StoreUnavailable || error instanceof QueueUnavailable) {
    return new StorageUnavailable(options);
  }
  if (error instanceof Overloaded) {
    return new ServiceUnavailable(TOO_BUSY, error.retryAfter, options);
  }
  const isAway = isDatabaseUnavailable(error) || error instanceof StorageAway;
  return isAway || FULL_DISK.has(errorCode(error) ?? '')
    ? new ServiceUnavailable(OUT_OF_REACH, RETRY_AFTER, options)
    : undefined;
}
