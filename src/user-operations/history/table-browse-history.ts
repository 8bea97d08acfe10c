import type { DataSource } from 'typeorm';
import type { UnitOfWork } from '../../infrastructure/database/unit-of-work.js';
import type { UsersService } from '../../users/users.service.js';
import { BrowsedGoods } from '../entities/index.js';
import { BrowseHistory, HISTORY_LENGTH } from './browse-history.js';

/** The history of the embedded mode, and of the stack while Redis does not answer. */
export class TableBrowseHistory extends BrowseHistory {
  constructor(
    private readonly dataSource: DataSource,
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
  ) {
    super();
  }

  override async add(userId: number, goodsId: number): Promise<void> {
    await this.unitOfWork.run(async ({ manager }) => {
      await this.users.lock(manager, userId);
      await manager.delete(BrowsedGoods, { userId, goodsId });
      await manager.insert(BrowsedGoods, { userId, goodsId });
      const rows = await manager.find(BrowsedGoods, { where: { userId }, order: { id: 'DESC' } });
      const forgotten = rows.slice(HISTORY_LENGTH).map(({ id }) => id);
      if (forgotten.length > 0) await manager.delete(BrowsedGoods, forgotten);
    });
  }

  override async list(userId: number): Promise<number[]> {
    const { manager } = this.dataSource;
    const rows = await manager.find(BrowsedGoods, { where: { userId }, order: { id: 'DESC' } });
    return rows.map(({ goodsId }) => goodsId);
  }
}
