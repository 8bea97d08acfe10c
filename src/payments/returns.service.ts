import { Injectable, Logger } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import { Payables } from './payable.js';
import { NotGenuine, PaymentProvider, type ReturnedPayment } from './payment-provider.js';
import { ReconciliationService } from './reconciliation.service.js';

/** Milliseconds that a returning shopper waits at most for the provider to be asked. */
const PATIENCE = 2_000;

/** Shoppers that come back from the provider. */
@Injectable()
export class ReturnsService {
  private readonly logger = new Logger('Payments');

  constructor(
    private readonly provider: PaymentProvider,
    private readonly payables: Payables,
    private readonly reconciliation: ReconciliationService,
  ) {}

  /**
   * Checks what the browser brings. When the order still waits for its payment, the provider is
   * asked at once: what a browser carries is a reason to ask, not a proof of a payment.
   *
   * @returns null unless the provider signed it for an order of the shop
   */
  async accept(fields: ReadonlyMap<string, string>): Promise<ReturnedPayment | null> {
    const returned = await this.read(fields);
    const payable = returned && (await this.payables.find(returned.orderSn));
    if (!payable) return null;
    if (payable.state === 'waiting') {
      const asked = this.reconciliation.tryReconcile(payable.sn);
      await Promise.race([asked, delay(PATIENCE, undefined, { ref: false })]);
    }
    return returned;
  }

  private async read(fields: ReadonlyMap<string, string>): Promise<ReturnedPayment | null> {
    try {
      return await this.provider.readReturn(fields);
    } catch (error) {
      if (!(error instanceof NotGenuine)) throw error;
      this.logger.warn(`a return is not genuine: ${error.message}`);
      return null;
    }
  }
}
