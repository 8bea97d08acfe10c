import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { Rest, type RestTransaction } from '../rest/index.js';
import { CATALOGUE_TAGS } from './catalogue-tags.js';
import { Goods } from './entities/index.js';

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

/** Milliseconds between two times that kept responses are outdated because of the stock. */
const REFRESH_PAUSE = 1000;

/** The goods and how they change. */
type Change = Partial<Record<'stock' | 'soldCount', () => string>>;

/**
 * The pieces that can be sold. Every change is an addition or subtraction inside the database, so
 * that none is lost and no stock falls below zero, whoever else is at work; goods are always
 * changed in order of their ids, so that two orders of the same goods cannot wait for each other.
 */
@Injectable()
export class Stock implements BeforeApplicationShutdown {
  private refreshedAt = -Infinity;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly rest: Rest) {}

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

  async beforeApplicationShutdown(): Promise<void> {
    if (this.timer) await this.refresh();
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
    if (lines.length > 0) tx.afterCommit(() => this.refreshSoon());
  }

  /** Many orders in a second outdate the kept responses once, not once each. */
  private refreshSoon(): Promise<void> | void {
    if (this.timer) return;
    const pause = this.refreshedAt + REFRESH_PAUSE - performance.now();
    if (pause <= 0) return this.refresh();
    this.timer = setTimeout(() => void this.refresh(), pause);
    this.timer.unref();
  }

  private async refresh(): Promise<void> {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.refreshedAt = performance.now();
    await this.rest.cache.invalidate([CATALOGUE_TAGS.goods, CATALOGUE_TAGS.home]);
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
