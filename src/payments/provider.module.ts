import { Global, Module } from '@nestjs/common';
import { Settings } from '../config/settings.js';
import { paymentSettings } from './payments.settings.js';
import { AlipayProvider } from './alipay/alipay-provider.js';
import { readKey, refuseOwnPublicKey } from './alipay/keys.js';
import { PaymentProvider } from './payment-provider.js';
import { PaymentLinks } from './payment-links.js';
import { Signer } from '../rest/index.js';
import { SandboxProvider } from './alipay/sandbox-provider.js';

/** Path of the provider's notifications and of returning shoppers. */
const RETURN_PATH = '/alipay/return/';

/** The provider of the settings, and the links to it that orders show. */
@Global()
@Module({
  providers: [
    { provide: PaymentProvider, inject: [Settings], useFactory: createProvider },
    {
      provide: PaymentLinks,
      inject: [PaymentProvider, Settings],
      useFactory: createLinks,
    },
  ],
  exports: [PaymentProvider, PaymentLinks],
})
export class PaymentProviderModule {}

function createLinks(provider: PaymentProvider, settings: Settings): PaymentLinks {
  const { publicUrl, secretKey, secretKeyFallbacks } = settings;
  const signer = new Signer([secretKey, ...secretKeyFallbacks], 'payments: pay page');
  return new PaymentLinks(provider, signer, {
    publicUrl,
    returnUrl: publicUrl + RETURN_PATH,
    successUrl: settings.of(paymentSettings).successUrl,
  });
}

/** @throws {SettingsError} when a key cannot be used */
function createProvider(settings: Settings): PaymentProvider {
  const { dataDir, publicUrl } = settings;
  const { alipay, sandboxUrl } = settings.of(paymentSettings);
  const notifyUrl = publicUrl + RETURN_PATH;
  if (!alipay) return new SandboxProvider(dataDir, sandboxUrl, notifyUrl);
  const privateKey = readKey(alipay.privateKey, 'private');
  const publicKey = readKey(alipay.publicKey, 'public');
  refuseOwnPublicKey(privateKey, publicKey, alipay.publicKey);
  return new AlipayProvider('alipay', { ...alipay, privateKey, publicKey, notifyUrl });
}
