import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { beijingTime } from './values.js';

/** Beside the event loop: an RSA signature takes most of a millisecond. */
const signed = promisify(sign);

/** An application of Alipay, as it signs its requests. */
export interface Application {
  readonly appId: string;
  /** PKCS#8 in base64. */
  readonly privateKey: string;
  /** Where requests are sent. */
  readonly gateway: string;
}

/** Writes requests as Alipay takes them, signed by RSA2. */
export class RequestSigner {
  private readonly key: KeyObject;

  constructor(private readonly application: Application) {
    const key = Buffer.from(application.privateKey, 'base64');
    this.key = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
  }

  /**
   * @param method e.g. `alipay.trade.close`
   * @param content what the method is told (`biz_content`)
   * @param more parameters of the request itself
   * @returns the address that the request is made of
   */
  async url(
    method: string,
    content: Readonly<Record<string, string>>,
    more: Readonly<Record<string, string>> = {},
  ): Promise<URL> {
    const { appId, gateway } = this.application;
    const parameters = new URLSearchParams({
      app_id: appId,
      biz_content: JSON.stringify(content),
      charset: 'utf-8',
      method,
      sign_type: 'RSA2',
      timestamp: beijingTime(new Date()),
      version: '1.0',
      ...more,
    });
    parameters.sort();
    const text = [...parameters].map(([name, value]) => `${name}=${value}`).join('&');
    const signature = await signed('RSA-SHA256', Buffer.from(text), this.key);
    const url = new URL(gateway);
    for (const [name, value] of parameters) url.searchParams.set(name, value);
    url.searchParams.set('sign', signature.toString('base64'));
    return url;
  }
}
