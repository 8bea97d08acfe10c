import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Goods } from '../../goods/entities/index.js';
import { Stock } from '../../goods/stock.js';
import { NotFound, type RestTransaction, ValidationError } from '../../rest/index.js';
import { Favourite } from '../entities/index.js';
import { GoodsRefresh } from '../../goods/goods-refresh.js';
import { UserRemovals } from '../../users/user-removals.js';
import { UsersService } from '../../users/users.service.js';
import { MESSAGES } from '../user-operations.messages.js';

/** Favourites one user may keep: the storefront asks for all of them at once, with their goods. */
const MOST_FAVOURITES = 500;

/**
 * Favourites and how often goods are one. The goods are locked before their favourites change, so
 * that whoever counts them sees those of all others.
 *
 * DRF: the signals of the tutorial shop's user_operation
 */
@Injectable()
export class Favourites implements OnModuleInit {
  constructor(
    private readonly stock: Stock,
    private readonly users: UsersService,
    private readonly refresh: GoodsRefresh,
    private readonly removals: UserRemovals,
  ) {}

  onModuleInit(): void {
    this.removals.on((tx, userId) => this.removeAll(tx, userId));
  }

  /**
   * Favourites of one user come one after the other, so that they count each other.
   *
   * @returns id of the new row
   * @throws ValidationError when there are too many favourites
   * @throws QueryFailedError when the goods are one of the user's favourites already
   */
  async add(tx: RestTransaction, userId: number, goodsId: number): Promise<number> {
    // In the order in which an order locks them.
    await this.users.lock(tx.manager, userId);
    await this.stock.lock(tx, goodsId);
    if ((await tx.manager.countBy(Favourite, { userId })) >= MOST_FAVOURITES) {
      throw ValidationError.nonField(MESSAGES.tooManyFavourites);
    }
    const row = { userId, goodsId, createdAt: new Date() };
    const { identifiers } = await tx.manager.insert(Favourite, row);
    await this.count(tx, goodsId);
    return identifiers[0]!.id;
  }

  /** @throws NotFound when another request was faster */
  async remove(tx: RestTransaction, { id, goodsId }: Favourite): Promise<void> {
    await this.stock.lock(tx, goodsId);
    const { affected } = await tx.manager.delete(Favourite, id);
    if (!affected) throw new NotFound();
    await this.count(tx, goodsId);
  }

  private async removeAll(tx: RestTransaction, userId: number): Promise<void> {
    const order = { goodsId: 'ASC' } as const;
    const rows = await tx.manager.find(Favourite, { where: { userId }, order });
    for (const row of rows) await this.remove(tx, row);
  }

  private async count(tx: RestTransaction, goodsId: number): Promise<void> {
    await writeCount(tx.manager, goodsId);
    this.refresh.after(tx);
  }
}

/** Counting the rows, not adding one: rows also go with the users they belonged to. */
async function writeCount(manager: EntityManager, goodsId: number): Promise<void> {
  const favouriteCount = await manager.countBy(Favourite, { goodsId });
  await manager.update(Goods, goodsId, { favouriteCount });
}
