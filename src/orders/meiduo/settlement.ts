import { Injectable } from '@nestjs/common';
import { CartLine } from '../../cart/entities/index.js';
import { type ShownSku, showSkus } from '../../cart/meiduo/shown-skus.js';
import { Settings } from '../../config/settings.js';
import { goodsRows } from '../../goods/goods-rows.js';
import { yuan } from '../../cents.js';
import { Rest, type RestRequest } from '../../rest/index.js';
import { amountsOf } from '../amounts.js';
import { orderSettings } from '../orders.settings.js';

/** What the next order of a shopper takes, and what sending it costs. */
@Injectable()
export class Settlement {
  constructor(
    private readonly rest: Rest,
    private readonly settings: Settings,
  ) {}

  /** Freight in yuan, and what is selected in the cart of whoever asks. */
  async show(request: RestRequest): Promise<{ freight: string; skus: ShownSku[] }> {
    const { manager } = this.rest.dataSource;
    const lines = await manager.find(CartLine, {
      where: { userId: request.user!.id, isSelected: true },
      order: { id: 'ASC' },
    });
    const goods = await goodsRows(
      manager,
      lines.map(({ goodsId }) => goodsId),
    );
    const { freightCents } = amountsOf(
      lines.map(({ goodsId, quantity }) => {
        const row = goods.get(goodsId);
        const priceCents = (row?.shopPriceCents ?? 0) as number;
        return { quantity, priceCents, isShipFree: (row?.isShipFree ?? true) as boolean };
      }),
      this.settings.of(orderSettings),
    );
    const taken = new Map(
      lines.map(({ goodsId, quantity }) => [goodsId, { count: quantity, selected: true }]),
    );
    return { freight: yuan(freightCents), skus: showSkus(taken, goods, request) };
  }
}
