import { SKUS, type ShownSku } from '../cart/meiduo/shown-skus.js';
import { SelectionInput, SkuInput, SkuLineInput } from '../cart/meiduo/sku-cart.inputs.js';
import { SkuCarts } from '../cart/meiduo/sku-carts.js';
import { cents, yuan } from '../cents.js';
import { bilingual } from '../languages.js';
import { Action, named, objectSchema, ViewSet, type RestRequest } from '../rest/index.js';
import { OPEN } from './dialect.js';

const OK = bilingual('OK.', '成功。');
const integer = { type: 'integer' };
const text = { type: 'string' };

const LINE = named(
  'CartSku',
  objectSchema({
    id: integer,
    name: text,
    price: text,
    default_image_url: { ...text, format: 'uri' },
    count: integer,
    selected: { type: 'boolean' },
    amount: text,
  }),
);
const LINES = { type: 'array', items: LINE };

/** With what the pieces cost together. */
function withAmount(sku: ShownSku) {
  return { ...sku, amount: yuan(cents(sku.price) * sku.count) };
}

/** The cart of a stranger, or of whoever has signed in. */
@ViewSet({ ...OPEN, path: 'carts', name: 'Cart' })
export class SessionCartController {
  constructor(private readonly carts: SkuCarts) {}

  @Action({
    summary: bilingual('What is in the cart', '购物车内容'),
    answer: { description: OK, schema: objectSchema({ cart_skus: LINES }) },
  })
  async show(request: RestRequest) {
    return { cart_skus: (await this.skus(request)).map(withAmount) };
  }

  @Action({
    path: 'simple',
    summary: bilingual('The same, for the corner of a page', '页面右上角的购物车'),
    answer: { description: OK, schema: objectSchema({ cart_skus: SKUS.schema }) },
  })
  async showSimple(request: RestRequest) {
    return { cart_skus: await this.skus(request) };
  }

  @Action({
    method: 'POST',
    summary: bilingual('Add pieces', '加入购物车，数量累加'),
    input: SkuLineInput,
    status: 200,
    answer: {
      description: bilingual('Added; `count` pieces.', '已加入 `count` 件。'),
      schema: objectSchema({ count: integer }),
    },
  })
  async add(request: RestRequest) {
    const line = await request.validated(SkuLineInput);
    await this.carts.add(request, line);
    return { count: line.count };
  }

  @Action({
    method: 'PUT',
    summary: bilingual('Set the number of pieces and the tick', '设置商品数量与勾选'),
    input: SkuLineInput,
    answer: { description: OK, schema: objectSchema({ cart_sku: LINE, count: integer }) },
  })
  async set(request: RestRequest) {
    const line = await request.validated(SkuLineInput);
    await this.carts.set(request, line);
    const { sku_id, ...set } = line;
    const [sku] = await this.carts.showLines(new Map([[sku_id, set]]), request);
    return { cart_sku: withAmount(sku!), count: set.count };
  }

  @Action({
    method: 'DELETE',
    summary: bilingual('Remove goods', '移除商品'),
    input: SkuInput,
    answer: { description: bilingual('Removed.', '已移除。') },
  })
  async remove(request: RestRequest): Promise<void> {
    const { sku_id } = await request.validated(SkuInput);
    await this.carts.with(request, (cart) => cart.remove(sku_id));
  }

  @Action({
    method: 'PUT',
    path: 'selection',
    summary: bilingual('Select everything, or nothing', '全选或全不选'),
    input: SelectionInput,
    answer: { description: OK },
  })
  async select(request: RestRequest): Promise<void> {
    const { selected } = await request.validated(SelectionInput);
    await this.carts.with(request, (cart) => cart.selectAll(selected));
  }

  private skus(request: RestRequest): Promise<ShownSku[]> {
    return this.carts.with(request, (cart) => this.carts.show(cart, request));
  }
}
