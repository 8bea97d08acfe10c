import { CartLine } from '../cart/entities/index.js';
import { showSkus, SKUS, yuan } from '../cart/meiduo/shown-skus.js';
import { Settings } from '../config/settings.js';
import { goodsRows } from '../goods/goods-rows.js';
import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import {
  Action,
  IsAuthenticated,
  Rest,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { amountsOf } from './amounts.js';

@ViewSet({
  path: 'orders/settlement',
  name: 'Order Settlement',
  description: '结算页',
  group: GROUPS.orders,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  listed: false,
})
export class SettlementController {
  constructor(
    private readonly rest: Rest,
    private readonly settings: Settings,
  ) {}

  @Action({
    summary: bilingual(
      'What the next order takes, and what sending it costs',
      '结算：下一单的商品与运费',
    ),
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: named('Settlement', objectSchema({ freight: { type: 'string' }, skus: SKUS.schema })),
    },
  })
  async show(request: RestRequest) {
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
      this.settings,
    );
    const taken = new Map(
      lines.map(({ goodsId, quantity }) => [goodsId, { count: quantity, selected: true }]),
    );
    return { freight: yuan(freightCents), skus: showSkus(taken, goods, request) };
  }
}
