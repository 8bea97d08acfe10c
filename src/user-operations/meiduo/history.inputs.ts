import { Goods } from '../../goods/entities/index.js';
import { IntegerField, ValidationError, type ValidationContext } from '../../rest/index.js';
import { MESSAGES } from '../user-operations.messages.js';

/** DRF: AddUserBrowsingHistorySerializer of Meiduo */
export class HistoryInput {
  @IntegerField({ minValue: 1, example: 16 })
  sku_id!: number;

  async validate_sku_id(id: number, { manager }: ValidationContext): Promise<void> {
    if (!(await manager.existsBy(Goods, { id }))) throw new ValidationError(MESSAGES.noSuchGoods);
  }
}
