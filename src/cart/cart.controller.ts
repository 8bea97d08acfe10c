import { GROUPS } from '../docs/groups.js';
import { bilingual } from '../languages.js';
import {
  CreateModel,
  DestroyModel,
  GenericViewSet,
  IsAuthenticated,
  ListModel,
  OwnedBy,
  RetrieveModel,
  UpdateModel,
  ValidationError,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { CartLineInput } from './cart.inputs.js';
import { CartLineSerializer, CartLineWithGoodsSerializer } from './cart.serializers.js';
import { CartService, TooMany } from './cart.service.js';
import { CartLine } from './entities/index.js';
import { MESSAGES } from './cart.messages.js';

@ViewSet({
  path: 'shopcarts',
  name: 'Shopping Cart',
  description: '购物车功能。URL 中的主键是商品的 id。',
  group: GROUPS.cart,
  summaries: {
    list: bilingual('What is in the cart, with the goods', '购物车内容及商品'),
    retrieve: bilingual('One line of the cart', '购物车中的一项'),
    create: bilingual('Put goods into the cart, on top of what is there', '加入购物车，数量累加'),
    update: bilingual('Set how many pieces of the goods are wanted', '设置商品数量'),
    partialUpdate: bilingual('Change the number of pieces or the selection', '修改商品数量或勾选'),
    destroy: bilingual('Take goods out of the cart', '从购物车移除商品'),
  },
  serializers: { list: CartLineWithGoodsSerializer, default: CartLineSerializer },
  inputs: CartLineInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  lookupField: 'goodsId',
})
export class CartController extends DestroyModel(
  UpdateModel(CreateModel(RetrieveModel(ListModel(OwnedBy(GenericViewSet(CartLine), 'userId'))))),
) {
  constructor(private readonly cart: CartService) {
    super();
  }

  override async performCreate(
    { userId, goodsId, ...change }: Pick<CartLine, 'userId' | 'goodsId' | 'quantity'>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    const line = await this.cart.add(transaction, userId, goodsId, change).catch(refuseNumber);
    return line.id;
  }

  /** The goods of a line never change: other goods in the data are ignored. */
  override async performUpdate(
    line: CartLine,
    { quantity, isSelected }: Partial<CartLine>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    line.id = await this.cart
      .change(transaction, line.userId, line.goodsId, { quantity, isSelected })
      .catch(refuseNumber);
  }

  override async performDestroy(
    { userId, goodsId }: CartLine,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.cart.remove(transaction, userId, goodsId);
  }
}

function refuseNumber(error: unknown): never {
  if (!(error instanceof TooMany)) throw error;
  const { bound, most } = error;
  if (bound === 'lines') throw ValidationError.nonField(MESSAGES.tooManyGoods(most));
  const text = bound === 'stock' ? MESSAGES.notEnough(most) : MESSAGES.atMost(most);
  throw new ValidationError({ nums: [text] });
}
