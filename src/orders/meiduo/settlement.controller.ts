import { SKUS } from '../../cart/meiduo/shown-skus.js';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  Action,
  IsAuthenticated,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { Settlement } from './settlement.js';

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
  constructor(private readonly settlement: Settlement) {}

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
  show(request: RestRequest) {
    return this.settlement.show(request);
  }
}
