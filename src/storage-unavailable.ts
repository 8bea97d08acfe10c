import { StoreUnavailable } from './infrastructure/expiring-store/expiring-store.js';
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

/** What clients are told while the expiring store, whose owner logs it, is out of reach. */
export function explainOutage(error: unknown): APIException | undefined {
  return error instanceof StoreUnavailable ? new StorageUnavailable({ cause: error }) : undefined;
}
