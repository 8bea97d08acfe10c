import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type EntityManager, Not } from 'typeorm';
import { Settings } from '../config/settings.js';
import { MINUTE } from '../infrastructure/durations.js';
import { cartSettings } from './cart.settings.js';
import type { Goods } from '../goods/entities/index.js';
import { OutOfStock, Stock } from '../goods/stock.js';
import {
  affectedRows,
  placeholders,
  selectStatement,
  storedValue,
} from '../infrastructure/database/statements.js';
import { NotFound, type RestTransaction } from '../rest/index.js';
import { UserRemovals } from '../users/user-removals.js';
import { UsersService } from '../users/users.service.js';
import { CartLine } from './entities/index.js';

/** What may be changed of a line. */
export interface LineChange {
  readonly quantity?: number;
  readonly isSelected?: boolean;
}

/** Different goods in one cart: all of them are shown at once, and go into one order. */
const MOST_LINES = 200;

/** A cart cannot hold that many pieces of some goods, or no other goods. */
export class TooMany extends Error {
  override readonly name = 'TooMany';

  constructor(
    /** What keeps it from that: the pieces there are, or a limit of every cart. */
    readonly bound: 'stock' | 'limit' | 'lines',
    /** Most pieces it can hold; of `lines`, most goods. */
    readonly most: number,
  ) {
    super(`at most ${most}: ${bound}`);
  }
}

const lineOfGoods = selectStatement(CartLine, { where: ['userId', 'goodsId'], lock: true });

/** What an order has to know of the goods of a line. */
const ORDERED = [
  'id',
  'name',
  'shopPriceCents',
  'frontImage',
  'isShipFree',
  'stock',
] as const satisfies readonly (keyof Goods)[];

/** A line that an order takes. */
export type SelectedLine = Omit<CartLine, 'user' | 'goods'> & {
  readonly goods: Pick<Goods, (typeof ORDERED)[number]>;
};

const selectedLines = selectStatement(CartLine, {
  where: ['userId', 'isSelected'],
  relation: { name: 'goods', columns: ORDERED },
  orderBy: 'goodsId',
  lock: true,
});

/**
 * The carts and, with `STOCK_RESERVATION=cart`, what they keep out of the stock.
 *
 * Every change locks its line, by user and goods as an order does too, so that changes of one cart
 * queue up instead of overwriting each other. Where a line takes from the stock, the goods are
 * locked before it.
 */
@Injectable()
export class CartService implements OnModuleInit {
  constructor(
    private readonly settings: Settings,
    private readonly stock: Stock,
    private readonly users: UsersService,
    private readonly removals: UserRemovals,
  ) {}

  onModuleInit(): void {
    this.removals.on((tx, userId) => this.empty(tx, userId));
  }

  /**
   * Puts pieces into the cart, to those that are in it already.
   *
   * @returns the line as it is then
   * @throws TooMany when the cart would hold more than stock or limit allow
   */
  async add(
    tx: RestTransaction,
    userId: number,
    goodsId: number,
    { quantity, isSelected }: LineChange & { readonly quantity: number },
  ): Promise<CartLine> {
    // More than a cart may have, and perhaps, with what it has, more than a column holds.
    if (quantity > this.settings.of(cartSettings).lineMax) {
      throw new TooMany('limit', this.settings.of(cartSettings).lineMax);
    }
    await this.lockGoods(tx, goodsId);
    const line = await this.addPieces(tx.manager, userId, goodsId, quantity);
    await this.hold(tx, line, quantity);
    if (isSelected !== undefined) await tx.manager.update(CartLine, line.id, { isSelected });
    return line;
  }

  /**
   * Sets the number of pieces, or whether the next order takes the line.
   *
   * @returns id of the line, which is another one if it was removed and added meanwhile
   * @throws NotFound when the cart does not have the goods, TooMany as `add` does
   */
  async change(
    tx: RestTransaction,
    userId: number,
    goodsId: number,
    { quantity, isSelected }: LineChange,
  ): Promise<number> {
    await this.lockGoods(tx, goodsId);
    const line = await this.lock(tx.manager, userId, goodsId);
    if (!line) throw new NotFound();
    const updatedAt = new Date();
    if (isSelected !== undefined) {
      await tx.manager.update(CartLine, line.id, { isSelected, updatedAt });
    }
    if (quantity === undefined) return line.id;
    const added = quantity - line.quantity;
    line.quantity = quantity;
    await tx.manager.update(CartLine, line.id, { quantity, updatedAt });
    await this.hold(tx, line, added);
    return line.id;
  }

  /** Sets what the cart has of the goods, which may be nothing yet; @throws as `change` does. */
  async set(
    tx: RestTransaction,
    userId: number,
    goodsId: number,
    line: Required<LineChange>,
  ): Promise<void> {
    await this.lockGoods(tx, goodsId);
    // A line of nothing, unless there is one: it exists and is locked then.
    await this.addPieces(tx.manager, userId, goodsId, 0);
    await this.change(tx, userId, goodsId, line);
  }

  /** Selects all lines, or none. */
  async selectAll(
    { manager }: RestTransaction,
    userId: number,
    isSelected: boolean,
  ): Promise<void> {
    await manager.update(CartLine, { userId }, { isSelected, updatedAt: new Date() });
  }

  /** Takes the goods out of the cart; @throws NotFound when they are not in it. */
  async remove(tx: RestTransaction, userId: number, goodsId: number): Promise<void> {
    await this.lockGoods(tx, goodsId);
    const line = await this.lock(tx.manager, userId, goodsId);
    if (!line) throw new NotFound();
    await tx.manager.delete(CartLine, line.id);
    if (line.reservedUntil) await this.stock.giveBack(tx, [line]);
  }

  /** Takes everything out of the cart. */
  private async empty(tx: RestTransaction, userId: number): Promise<void> {
    const lines = await tx.manager.find(CartLine, { where: { userId }, order: { goodsId: 'ASC' } });
    for (const { goodsId } of lines) await this.remove(tx, userId, goodsId);
  }

  /**
   * The lines that an order takes, in order of the goods' ids, and what their goods are like; the
   * lines, not the goods, are locked until the end of the unit.
   */
  lockSelected({ manager }: RestTransaction, userId: number): Promise<SelectedLine[]> {
    return selectedLines(manager, { userId, isSelected: true });
  }

  /**
   * Empties the cart of these lines, which must be locked; their pieces are out of the stock then.
   *
   * @throws OutOfStock when some goods have fewer pieces than a line wants
   */
  async checkOut(tx: RestTransaction, lines: readonly SelectedLine[]): Promise<void> {
    const ids = lines.map(({ id }) => id);
    await affectedRows(tx.manager, `DELETE FROM cart_line WHERE id IN (${placeholders(ids)})`, ids);
    await this.stock.take(
      tx,
      lines.filter(({ reservedUntil }) => reservedUntil === null),
    );
  }

  /**
   * Puts back what a line has kept for too long; the line itself stays.
   *
   * @returns whether it has kept anything for too long
   */
  async release(
    tx: RestTransaction,
    { userId, goodsId }: CartLine,
    now = new Date(),
  ): Promise<boolean> {
    await this.stock.lock(tx, goodsId);
    const line = await this.lock(tx.manager, userId, goodsId);
    if (!line?.reservedUntil || line.reservedUntil > now) return false;
    await tx.manager.update(CartLine, line.id, { reservedUntil: null });
    await this.stock.giveBack(tx, [line]);
    return true;
  }

  /**
   * Adds to the line or makes it. New lines of one cart come one after the other, so that they count
   * each other.
   *
   * @returns the line as it is then, locked
   * @throws TooMany when it would be one line too many
   */
  private async addPieces(
    manager: EntityManager,
    userId: number,
    goodsId: number,
    quantity: number,
  ): Promise<CartLine> {
    const known = await this.lock(manager, userId, goodsId);
    if (!known) {
      await this.users.lock(manager, userId);
      const others = await manager.countBy(CartLine, { userId, goodsId: Not(goodsId) });
      if (others >= MOST_LINES) throw new TooMany('lines', MOST_LINES);
    }
    await writePieces(manager, userId, goodsId, quantity);
    if (known) return Object.assign(known, { quantity: known.quantity + quantity });
    const line = await this.lock(manager, userId, goodsId);
    if (!line) throw new Error('the line that was written is not there');
    return line;
  }

  /** Makes sure of the pieces of a line to which some were added (or taken away). */
  private async hold(tx: RestTransaction, line: CartLine, added: number): Promise<void> {
    const { lineMax, stockReservation } = this.settings.of(cartSettings);
    if (line.quantity > lineMax) throw new TooMany('limit', lineMax);
    if (stockReservation === 'cart' || line.reservedUntil) {
      await this.reserve(tx, line, line.reservedUntil ? added : line.quantity);
      return;
    }
    const { goodsId: id, quantity } = line;
    const stock = await this.stock.available(tx, id);
    if (quantity > stock) throw new TooMany('stock', stock);
  }

  private async reserve(tx: RestTransaction, line: CartLine, added: number): Promise<void> {
    const { goodsId } = line;
    try {
      if (added > 0) await this.stock.take(tx, [{ goodsId, quantity: added }]);
      if (added < 0) await this.stock.giveBack(tx, [{ goodsId, quantity: -added }]);
    } catch (error) {
      if (!(error instanceof OutOfStock)) throw error;
      const held = line.quantity - added;
      throw new TooMany('stock', held + (await this.stock.available(tx, goodsId)));
    }
    const reservedUntil = new Date(
      Date.now() + this.settings.of(cartSettings).reservationMinutes * MINUTE,
    );
    await tx.manager.update(CartLine, line.id, { reservedUntil });
  }

  private async lockGoods(tx: RestTransaction, goodsId: number): Promise<void> {
    if (this.settings.of(cartSettings).stockReservation === 'cart')
      await this.stock.lock(tx, goodsId);
  }

  private async lock(
    manager: EntityManager,
    userId: number,
    goodsId: number,
  ): Promise<CartLine | undefined> {
    const [line] = await lineOfGoods(manager, { userId, goodsId });
    return line;
  }
}

/**
 * Adds to the line or makes it, in one statement: of two requests that look first, both would find
 * no line.
 */
async function writePieces(
  manager: EntityManager,
  userId: number,
  goodsId: number,
  quantity: number,
): Promise<void> {
  const { driver } = manager.dataSource;
  const now = storedValue(manager, CartLine, 'createdAt', new Date());
  const isSqlite = driver.options.type === 'better-sqlite3';
  const conflict = isSqlite
    ? 'ON CONFLICT (userId, goodsId) DO UPDATE SET quantity = quantity + excluded.quantity, updatedAt = excluded.updatedAt'
    : 'ON DUPLICATE KEY UPDATE quantity = quantity + VALUES(quantity), updatedAt = VALUES(updatedAt)';
  await manager.query(
    `INSERT INTO cart_line (userId, goodsId, quantity, createdAt, updatedAt) VALUES (?, ?, ?, ?, ?) ${conflict}`,
    [userId, goodsId, quantity, now, now],
  );
}
