import { StoreUnavailable } from './infrastructure/expiring-store/expiring-store.js';
import { Overloaded } from './infrastructure/overloaded.js';
import { APIException, message, renderDetail, type Language } from './rest/index.js';

/** 507: what the shop must know is out of reach. The Meiduo contract's answer. */
class StorageUnavailable extends APIException {
  readonly status = 507;
  readonly code = 'storage_unavailable';

  constructor(options: ErrorOptions) {
    super(message({ en: 'Internal server error', 'zh-hans': '服务器内部错误' }), options);
  }

  override render(language: Language): unknown {
    return { message: renderDetail(this.detail, language) };
  }
}

/** 503: too much is asked for at once. */
class ServiceUnavailable extends APIException {
  readonly status = 503;
  readonly code = 'service_unavailable';
  override readonly headers: Record<string, string>;

  constructor(cause: Overloaded) {
    super(
      message({
        en: 'Too busy. Please try again in a moment.',
        'zh-hans': '系统繁忙，请稍后再试。',
      }),
      { cause },
    );
    this.headers = { 'Retry-After': String(cause.retryAfter) };
  }
}

/** What clients are told of outages and overload, which their owners log; undefined: a bare 500. */
export function explainOutage(error: unknown): APIException | undefined {
  if (error instanceof StoreUnavailable) return new StorageUnavailable({ cause: error });
  return error instanceof Overloaded ? new ServiceUnavailable(error) : undefined;
}
