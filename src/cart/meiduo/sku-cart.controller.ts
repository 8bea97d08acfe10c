import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { MESSAGE } from '../../docs/schemas.js';
import {
  Action,
  AllowAny,
  ViewSet,
  type RestRequest,
  named,
  objectSchema,
} from '../../rest/index.js';
import { OptionalAuthentication } from './optional.authentication.js';
import { SelectionInput, SkuInput, SkuLineInput } from './sku-cart.inputs.js';
import { SkuCarts } from './sku-carts.js';
import { SKUS } from './shown-skus.js';

const LINE = {
  description: bilingual('OK.', '成功。'),
  schema: named(
    'SkuLine',
    objectSchema({
      sku_id: { type: 'integer' },
      count: { type: 'integer' },
      selected: { type: 'boolean' },
    }),
  ),
  example: { sku_id: 1, count: 2, selected: true },
};

const REFUSED = {
  400: {
    description: bilingual('No such goods, or not so many of them.', '商品不存在或库存不足。'),
    example: { non_field_errors: ['商品库存不足'] },
  },
};

@ViewSet({
  path: ['cart', 'carts'],
  name: 'Cart',
  description: '美多商城购物车，登录与未登录均可使用',
  group: GROUPS.meiduoCart,
  authentication: [OptionalAuthentication],
  permissions: [AllowAny],
  listed: false,
})
export class SkuCartController {
  constructor(private readonly carts: SkuCarts) {}

  @Action({ summary: bilingual('What is in the cart', '购物车内容'), answer: SKUS })
  show(request: RestRequest) {
    return this.carts.with(request, (cart) => this.carts.show(cart, request));
  }

  @Action({
    method: 'POST',
    summary: bilingual('Add pieces', '加入购物车，数量累加'),
    input: SkuLineInput,
    answer: LINE,
    errors: REFUSED,
  })
  async add(request: RestRequest) {
    const line = await request.validated(SkuLineInput);
    await this.carts.add(request, line);
    return { ...line };
  }

  @Action({
    method: 'PUT',
    summary: bilingual('Set the number', '设置商品数量'),
    input: SkuLineInput,
    answer: LINE,
    errors: REFUSED,
  })
  async set(request: RestRequest) {
    const line = await request.validated(SkuLineInput);
    await this.carts.set(request, line);
    return { ...line };
  }

  @Action({
    method: 'DELETE',
    summary: bilingual('Remove goods', '移除商品'),
    input: SkuInput,
    status: 204,
    answer: { description: bilingual('Removed; no body.', '已移除，无正文。') },
  })
  async remove(request: RestRequest) {
    const { sku_id: skuId } = await request.validated(SkuInput);
    return this.carts.with(request, (cart) => cart.remove(skuId));
  }

  @Action({
    method: 'PUT',
    path: 'selection',
    summary: bilingual('Select everything, or nothing', '全选或全不选'),
    input: SelectionInput,
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: MESSAGE,
      example: { message: 'OK' },
    },
  })
  async select(request: RestRequest) {
    const { selected } = await request.validated(SelectionInput);
    return this.carts.with(request, async (cart) => {
      await cart.selectAll(selected);
      return { message: 'OK' };
    });
  }
}
