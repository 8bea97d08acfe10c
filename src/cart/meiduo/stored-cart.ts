import type { EntityManager } from 'typeorm';
import type { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import { NotFound } from '../../rest/index.js';
import { TooMany, type CartService } from '../cart.service.js';
import { CartLine } from '../entities/index.js';
import type { SkuCart, SkuLine } from './sku-cart.js';

/** The cart of somebody who is signed in: the same that MxShop's storefront shows. */
export class StoredCart implements SkuCart {
  constructor(
    private readonly userId: number,
    private readonly cart: CartService,
    private readonly unitOfWork: UnitOfWork,
    private readonly manager: EntityManager,
  ) {}

  async lines(): Promise<Map<number, SkuLine>> {
    const { userId } = this;
    const lines = await this.manager.find(CartLine, { where: { userId }, order: { id: 'ASC' } });
    return new Map(
      lines.map((line) => [line.goodsId, { count: line.quantity, selected: line.isSelected }]),
    );
  }

  async add(skuId: number, { count: quantity, selected }: SkuLine): Promise<void> {
    // As in the original, adding without a tick leaves the tick that is there.
    const line = { quantity, isSelected: selected || undefined };
    await this.unitOfWork.run((tx) => this.cart.add(tx, this.userId, skuId, line));
  }

  async set(skuId: number, { count: quantity, selected: isSelected }: SkuLine): Promise<void> {
    const line = { quantity, isSelected };
    await this.unitOfWork.run((tx) => this.cart.set(tx, this.userId, skuId, line));
  }

  async remove(skuId: number): Promise<void> {
    try {
      await this.unitOfWork.run((tx) => this.cart.remove(tx, this.userId, skuId));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
    }
  }

  async selectAll(selected: boolean): Promise<void> {
    await this.unitOfWork.run((tx) => this.cart.selectAll(tx, this.userId, selected));
  }

  /** Takes over another cart: its numbers and ticks count; what cannot be had is left out. */
  async merge(other: ReadonlyMap<number, SkuLine>): Promise<void> {
    for (const [skuId, line] of other) {
      try {
        await this.set(skuId, line);
      } catch (error) {
        if (!(error instanceof TooMany)) throw error;
      }
    }
  }
}
