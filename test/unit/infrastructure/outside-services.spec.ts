import { generateKeyPairSync } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { boundedFetch, NoAnswer } from '../../../src/infrastructure/http/bounded-fetch.js';
import { YunpianSmsSender } from '../../../src/infrastructure/sms/yunpian-sms-sender.js';
import { S3Storage } from '../../../src/infrastructure/storage/s3-storage.js';
import { DECLARATIONS } from '../../../src/oauth/providers/declarations.js';
import { OAuthProvider } from '../../../src/oauth/providers/oauth-provider.js';
import { AlipayProvider } from '../../../src/payments/alipay/alipay-provider.js';
import { Notifier } from '../../../src/sandbox/alipay/notifier.js';
import { HOSTILITIES, HostileServer, type Hostility } from '../../support/hostile-server.js';

/** Services are given up that many times sooner than they are outside of this test. */
const HASTE = 50;

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const base64 = (key: typeof publicKey, type: 'pkcs8' | 'spki') =>
  (key.export({ format: 'der', type } as never) as unknown as Buffer).toString('base64');

describe('a service outside', () => {
  const server = new HostileServer();

  beforeEach(() => {
    const timeout = AbortSignal.timeout.bind(AbortSignal);
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((time) => timeout(time / HASTE));
  });
  afterEach(() => vi.restoreAllMocks());

  /** Everybody who asks one, with what they do when it is of no use. */
  const askers = (): Record<string, () => Promise<unknown>> => {
    const storage = new S3Storage(server.url.replace('//', '//key:secret@') + '/bucket');
    const oauth = new OAuthProvider('qq', DECLARATIONS.qq, {
      clientId: 'id',
      clientSecret: 'secret',
      baseUrl: server.url,
    } as never);
    const alipay = new AlipayProvider('alipay', {
      appId: '1',
      sellerId: '2',
      privateKey: base64(privateKey, 'pkcs8'),
      publicKey: base64(publicKey, 'spki'),
      gateway: `${server.url}/gateway.do`,
      notifyUrl: 'https://shop.example/alipay/return/',
    });
    return {
      'the SMS provider': async () => {
        await new YunpianSmsSender(server.url, 'key').send('13800138000', 'x');
        throw new Error('perhaps sent: nobody is sent it a second time');
      },
      'the sign-in provider': () => oauth.identify('code', 'https://shop.example/'),
      'the payment provider, about a trade': () => alipay.query('1'),
      'the payment provider, to close a trade': () => alipay.close('1'),
      'the payment provider, to refund': () =>
        alipay.refund({ tradeNo: '1', requestNo: '1', amountCents: 1, reason: '' }),
      'the bucket, for a file': () => storage.read('a.txt'),
      'the bucket, to keep one': () => storage.save(Buffer.from('x'), 'a', 'txt'),
      'the bucket, to remove one': () => storage.delete('a.txt'),
      'the bucket, for a listing': () => storage.list('a')[Symbol.asyncIterator]().next(),
    };
  };

  it.each([...(Object.keys(HOSTILITIES) as Hostility[]), 'moved' as const])(
    'that answers with %s is soon given up by everybody, and nobody follows it',
    async (manner) => {
      server.manner = manner;
      const startedAt = performance.now();
      for (const [who, ask] of Object.entries(askers())) {
        const outcome = await ask().then(
          () => 'an answer',
          () => 'given up',
        );
        expect([who, outcome]).toEqual([who, 'given up']);
      }
      expect(performance.now() - startedAt).toBeLessThan(8_000);
      expect(server.prey).toEqual([]);
    },
    10_000,
  );

  it('that is notified by the sandbox is given up as well', async () => {
    server.manner = 'a body without an end';
    const lines: string[] = [];
    const notifier = new Notifier(privateKey, (line) => lines.push(line));
    notifier.send(server.url, { out_trade_no: '1' });
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    await notifier.stop();
    expect(lines[0]).toMatch(/no answer \((more than 65536 bytes|no answer in time)\)/);
  });

  it('gives no more than was asked for, and says why', async () => {
    const ask = (timeout: number, maxBytes: number) =>
      boundedFetch(server.url, {}, { timeout: timeout * HASTE, maxBytes });
    server.manner = 'a body without an end';
    await expect(ask(5_000, 1000)).rejects.toThrow(new NoAnswer('more than 1000 bytes'));
    server.manner = 'much in little';
    await expect(ask(5_000, 1000)).rejects.toThrow(new NoAnswer('more than 1000 bytes'));
    server.manner = 'a body that comes drop by drop';
    await expect(ask(100, 1000)).rejects.toThrow(new NoAnswer('no answer in time'));
  });
});
