import { Injectable } from '@nestjs/common';
import { lockRows } from '../infrastructure/database/row-locks.js';
import { affectedRows, placeholders } from '../infrastructure/database/statements.js';
import type { RestTransaction } from '../rest/index.js';
import { Goods } from './entities/index.js';
import { GoodsRefresh } from './goods-refresh.js';

/** So many pieces of some goods. */
export interface Pieces {
  readonly goodsId: number;
  readonly quantity: number;
}

/** Of some of these goods there are fewer pieces in stock than wanted. */
export class OutOfStock extends Error {
  override readonly name = 'OutOfStock';

  constructor(readonly lines: readonly Pieces[]) {
    super(`out of stock: goods ${lines.map(({ goodsId }) => goodsId).join(', ')}`);
  }
}

/** What pieces are added to or taken from. */
type Change = Partial<Record<'stock' | 'soldCount', '+' | '-'>>;

/**
 * The pieces that can be sold. Every change is an addition or subtraction inside the database, so
 * that none is lost and no stock falls below zero, whoever else is at work. All goods of a change
 * are one statement, which goes through them in order of their ids, so that two orders of the same
 * goods cannot wait for each other.
 */
@Injectable()
export class Stock {
  constructor(private readonly responses: GoodsRefresh) {}

  /**
   * Takes pieces out of the stock.
   *
   * @throws OutOfStock when some goods have fewer, which of them is not known; the transaction must
   *   then be rolled back
   */
  async take(tx: RestTransaction, lines: readonly Pieces[]): Promise<void> {
    if (lines.length === 0) return;
    const { ids, pieces } = sumsOf(lines);
    const affected = await affectedRows(
      tx.manager,
      `UPDATE goods SET stock = stock - ${pieces.sql}
       WHERE id IN (${placeholders(ids)}) AND stock >= ${pieces.sql}`,
      [...pieces.parameters, ...ids, ...pieces.parameters],
    );
    if (affected !== ids.length) throw new OutOfStock(lines);
    this.changed(tx);
  }

  /** Pieces that are there; 0 also for goods that are gone. */
  async available({ manager }: RestTransaction, id: number): Promise<number> {
    const goods = await manager.findOne(Goods, {
      select: { id: true, stock: true },
      where: { id },
    });
    return goods?.stock ?? 0;
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
    await this.add(tx, lines, { stock: '+' });
  }

  /** Counts pieces that had been taken as sold. */
  async countSale(tx: RestTransaction, lines: readonly Pieces[]): Promise<void> {
    await this.add(tx, lines, { soldCount: '+' });
  }

  /** Puts sold pieces back into the stock: the opposite of taking them and counting the sale. */
  async takeBackSale(tx: RestTransaction, lines: readonly Pieces[]): Promise<void> {
    await this.add(tx, lines, { stock: '+', soldCount: '-' });
  }

  private async add(tx: RestTransaction, lines: readonly Pieces[], change: Change): Promise<void> {
    if (lines.length === 0) return;
    const { ids, pieces } = sumsOf(lines);
    const columns = Object.entries(change);
    const sets = columns.map(([column, sign]) => `${column} = ${column} ${sign} ${pieces.sql}`);
    await affectedRows(
      tx.manager,
      `UPDATE goods SET ${sets.join(', ')} WHERE id IN (${placeholders(ids)})`,
      [...columns.flatMap(() => pieces.parameters), ...ids],
    );
    this.changed(tx);
  }

  private changed(tx: RestTransaction): void {
    this.responses.after(tx);
  }
}

/** The goods of some lines, in order of their ids, and how many pieces of each, as SQL. */
function sumsOf(lines: readonly Pieces[]) {
  const sums = new Map<number, number>();
  for (const { goodsId, quantity } of lines) {
    if (!Number.isInteger(quantity) || quantity < 1) throw new RangeError(`${quantity} pieces`);
    sums.set(goodsId, (sums.get(goodsId) ?? 0) + quantity);
  }
  const sorted = [...sums].sort(([a], [b]) => a - b);
  const cases = sorted.map(() => 'WHEN ? THEN ?').join(' ');
  return {
    ids: sorted.map(([id]) => id),
    pieces: { sql: `CASE id ${cases} END`, parameters: sorted.flat() },
  };
}
