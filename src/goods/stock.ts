import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockRows } from '../infrastructure/database/row-locks.js';
import type { RestTransaction } from '../rest/index.js';
import { Goods } from './entities/index.js';
import { GoodsRefresh } from './goods-refresh.js';

/** So many pieces of some goods. */
export interface Pieces {
  readonly goodsId: number;
  readonly quantity: number;
}

/** There are fewer pieces in stock than wanted. */
export class OutOfStock extends Error {
  override readonly name = 'OutOfStock';

  constructor(
    readonly goodsId: number,
    /** Pieces that are there; 0 also for goods that are gone. */
    readonly available: number,
  ) {
    super(`goods ${goodsId}: only ${available} in stock`);
  }
}

/** The goods and how they change. */
type Change = Partial<Record<'stock' | 'soldCount', () => string>>;

/**
 * The pieces that can be sold. Every change is an addition or subtraction inside the database, so
 * that none is lost and no stock falls below zero, whoever else is at work; goods are always
 * changed in order of their ids, so that two orders of the same goods cannot wait for each other.
 */
@Injectable()
export class Stock {
  constructor(private readonly responses: GoodsRefresh) {}

  /**
   * Takes pieces out of the stock.
   *
   * @throws OutOfStock when some goods have fewer; the transaction must then be rolled back
   */
  async take(tx: RestTransaction, lines: readonly Pieces[]): Promise<void> {
    for (const { goodsId, quantity } of inOrder(lines)) {
      const { affected } = await changeGoods(tx.manager, goodsId, {
        stock: () => `stock - ${pieces(quantity)}`,
      })
        .andWhere('stock >= :quantity', { quantity })
        .execute();
      if (affected !== 1) throw new OutOfStock(goodsId, await available(tx.manager, goodsId));
    }
    this.changed(tx, lines);
  }

  /**
   * Makes others who want to change the stock of these goods wait until the unit of work ends. To
   * be called before the unit writes a row that refers to the goods: the reference is a shared lock
   * on them, and two units that hold it would both wait for the other to be the one that changes.
   */
  async lock({ manager }: RestTransaction, goodsId: number): Promise<void> {
    const query = manager
      .createQueryBuilder(Goods, 'goods')
      .select('goods.id')
      .where('goods.id = :goodsId', { goodsId });
    await lockRows(query).getOne();
  }

  /** Puts pieces back that had been taken. */
  async giveBack(tx: RestTransaction, lines: readonly Pieces[]): Promise<void> {
    await this.add(tx, lines, (n) => ({ stock: () => `stock + ${n}` }));
  }

  /** Counts pieces that had been taken as sold. */
  async countSale(tx: RestTransaction, lines: readonly Pieces[]): Promise<void> {
    await this.add(tx, lines, (n) => ({ soldCount: () => `soldCount + ${n}` }));
  }

  /** Puts sold pieces back into the stock: the opposite of taking them and counting the sale. */
  async takeBackSale(tx: RestTransaction, lines: readonly Pieces[]): Promise<void> {
    await this.add(tx, lines, (n) => ({
      stock: () => `stock + ${n}`,
      soldCount: () => `soldCount - ${n}`,
    }));
  }

  private async add(
    tx: RestTransaction,
    lines: readonly Pieces[],
    change: (quantity: number) => Change,
  ): Promise<void> {
    for (const { goodsId, quantity } of inOrder(lines)) {
      await changeGoods(tx.manager, goodsId, change(pieces(quantity))).execute();
    }
    this.changed(tx, lines);
  }

  private changed(tx: RestTransaction, lines: readonly Pieces[]): void {
    if (lines.length > 0) this.responses.after(tx);
  }
}

function inOrder(lines: readonly Pieces[]): Pieces[] {
  return [...lines].sort((a, b) => a.goodsId - b.goodsId);
}

/** The number as it may stand in SQL. */
function pieces(quantity: number): number {
  if (!Number.isInteger(quantity) || quantity < 1) throw new RangeError(`${quantity} pieces`);
  return quantity;
}

function changeGoods(manager: EntityManager, goodsId: number, change: Change) {
  return manager.createQueryBuilder().update(Goods).set(change).where('id = :goodsId', { goodsId });
}

async function available(manager: EntityManager, id: number): Promise<number> {
  const goods = await manager.findOne(Goods, { select: { id: true, stock: true }, where: { id } });
  return goods?.stock ?? 0;
}
