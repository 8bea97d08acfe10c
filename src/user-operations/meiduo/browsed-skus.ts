import { Injectable } from '@nestjs/common';
import { Goods } from '../../goods/entities/index.js';
import { SkuSerializer } from '../../goods/meiduo/sku.serializers.js';
import { loadRows, Rest, type RestRequest, type Row } from '../../rest/index.js';
import { BrowseHistory } from '../history/browse-history.js';

/** The goods that whoever asks has looked at last. */
@Injectable()
export class BrowsedSkus {
  constructor(
    private readonly rest: Rest,
    private readonly history: BrowseHistory,
  ) {}

  /** The one looked at last first. */
  async list(request: RestRequest): Promise<Row[]> {
    const ids = await this.history.list(request.user!.id);
    if (ids.length === 0) return [];
    const query = this.rest.dataSource.manager
      .createQueryBuilder(Goods, 'goods')
      .where('goods.id IN (:...ids)', { ids });
    const rows = await loadRows(query, SkuSerializer);
    const inOrder = ids.flatMap((id) => rows.filter((row) => row.id === id));
    return SkuSerializer.representMany(inOrder, request);
  }

  add({ user }: RestRequest, skuId: number): Promise<void> {
    return this.history.add(user!.id, skuId);
  }
}
