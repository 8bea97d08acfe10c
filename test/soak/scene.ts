import { setTimeout as delay } from 'node:timers/promises';
import type { PaidShop } from '../support/payments.js';
import type { Shopper } from '../support/shoppers.js';
import type { Cluster } from './cluster.js';
import type { Errands } from './errands.js';

/** What all who take part have in common. */
export interface Scene {
  readonly shop: PaidShop;
  readonly cluster: Cluster;
  readonly errands: Errands;
  /** Somebody who may do everything. */
  readonly boss: Shopper;
}

/** Pays, and tells the shop again and again until it says that it knows. */
export async function pay(
  { shop, cluster }: Scene,
  order: { sn: string; totalCents: number },
): Promise<boolean> {
  const fields = new URLSearchParams(shop.signed(shop.payAtProvider(order)));
  for (let told = 0; told < 60; told += 1) {
    const { text } = await cluster.request('POST', '/alipay/return/', { body: fields });
    if (text === 'success') return true;
    await delay(250);
  }
  return false;
}
