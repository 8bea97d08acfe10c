import { createHook } from 'node:async_hooks';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { RequestSigner } from '../../../src/payments/alipay/request-signer.js';
import { isSigned } from '../../../src/sandbox/alipay/signatures.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const signer = new RequestSigner({
  appId: '2021',
  privateKey: privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
  gateway: 'https://openapi.example.com/gateway.do?edition=2',
});

const close = (sn: string) => signer.url('alipay.trade.close', { out_trade_no: sn });

describe('requests to Alipay', () => {
  it('say who asks for what, and are signed over all of it', async () => {
    const content = { subject: '订单 & 票', total_amount: '1.00' };
    const more = { return_url: 'http://localhost/r/?a=1&b=2' };
    const url = await signer.url('alipay.trade.page.pay', content, more);
    const { edition, ...fields } = Object.fromEntries(url.searchParams);
    expect([url.origin + url.pathname, edition]).toEqual([
      'https://openapi.example.com/gateway.do',
      '2',
    ]);
    expect(fields).toMatchObject({
      app_id: '2021',
      biz_content: JSON.stringify(content),
      charset: 'utf-8',
      method: 'alipay.trade.page.pay',
      return_url: more.return_url,
      sign_type: 'RSA2',
      version: '1.0',
    });
    const own = createPublicKey(privateKey);
    expect(isSigned(fields, own)).toBe(true);
    for (const name of Object.keys(fields)) {
      expect([name, isSigned({ ...fields, [name]: 'other' }, own)]).toEqual([name, false]);
    }
  });

  it('are signed beside the event loop, however many there are', async () => {
    const begun: number[] = [];
    const hook = createHook({
      init: (id, type) => {
        if (type === 'SIGNREQUEST') begun.push(id);
      },
    }).enable();
    const urls = Array.from({ length: 300 }, (_, number) => close(`T${number}`));
    const atOnce = begun.length;
    await Promise.all(urls);
    hook.disable();
    expect([atOnce, begun.length]).toEqual([300, 300]);
  });
});
