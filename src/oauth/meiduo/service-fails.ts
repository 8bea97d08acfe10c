import { APIException, renderDetail, type Language } from '../../rest/index.js';
import { MESSAGES } from '../oauth.messages.js';

/** 503: a provider cannot or does not want to say who somebody is. The Meiduo contract's answer. */
export class ServiceFails extends APIException {
  readonly status = 503;
  readonly code = 'service_unavailable';

  /** @param title the provider's name */
  constructor(title: string, cause: Error) {
    super(MESSAGES.serviceFails.with({ title }), { cause });
  }

  override render(language: Language): unknown {
    return { message: renderDetail(this.detail, language) };
  }
}
