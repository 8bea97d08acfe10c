import { Catch, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { StoreUnavailable } from '../infrastructure/expiring-store/expiring-store.js';
import {
  APIException,
  message,
  renderDetail,
  RestExceptionFilter,
  type Language,
} from '../rest/index.js';

/** 507: what the shop must know is out of reach; the Meiduo contract's answer. */
export class StorageUnavailable extends APIException {
  readonly status = 507;
  readonly code = 'storage_unavailable';

  constructor(options?: ErrorOptions) {
    super(message({ en: 'Internal server error', 'zh-hans': '服务器内部错误' }), options);
  }

  override render(language: Language): unknown {
    return { message: renderDetail(this.detail, language) };
  }
}

/** Answers every request that needed the expiring store while it was out of reach. */
@Catch(StoreUnavailable)
export class StorageUnavailableFilter extends RestExceptionFilter {
  override catch(error: StoreUnavailable, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const failure = new StorageUnavailable({ cause: error });
    this.answer(failure, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}
