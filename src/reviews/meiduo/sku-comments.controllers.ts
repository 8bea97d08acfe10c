import type { EntityManager } from 'typeorm';
import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { skuOrderStatus, SkuOrderStatus } from '../../orders/meiduo/sku-order-status.js';
import { SkuOrderLineSerializer } from '../../orders/meiduo/sku-orders.serializers.js';
import { Order, OrderLine } from '../../orders/index.js';
import { MESSAGES as ORDER_MESSAGES } from '../../orders/orders.messages.js';
import {
  Action,
  AllowAny,
  IsAuthenticated,
  loadRows,
  PermissionDenied,
  Rest,
  ValidationError,
  ViewSet,
  type RestRequest,
  type RestTransaction,
  type Row,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { REVIEWS_TAG } from '../reviews-refresh.js';
import { ReviewsService, withoutReview } from '../reviews.service.js';
import { SkuComments } from './sku-comments.js';
import { SkuCommentInput } from './sku-comments.inputs.js';
import { SkuCommentSerializer, WrittenSkuCommentSerializer } from './sku-comments.serializers.js';

@ViewSet({
  path: 'skus/:pk/comments',
  name: 'Sku Comment',
  description: '商品评价（最新的三十条）',
  group: GROUPS.meiduoCatalogue,
  summaries: { list: bilingual('The latest reviews of goods', '商品的最新评价') },
  serializers: SkuCommentSerializer,
  authentication: [],
  permissions: [AllowAny],
  ordering: ['-id'],
  cache: { tags: [REVIEWS_TAG] },
  listed: false,
})
export class SkuCommentsController extends SkuComments {
  list(request: RestRequest) {
    return this.latest(request);
  }
}

@ViewSet({
  path: 'orders',
  name: 'Order Comment',
  description: '订单商品评价',
  group: GROUPS.reviews,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  listed: false,
})
export class OrderCommentsController {
  constructor(
    private readonly rest: Rest,
    private readonly reviews: ReviewsService,
  ) {}

  @Action({
    path: ':order_sn/uncommentgoods',
    summary: bilingual('What of an order of one’s own has no review yet', '订单中未评价的商品'),
    params: { order_sn: { type: 'string' } },
    answer: {
      description: bilingual('OK.', '成功。'),
      schema: { type: 'array', items: SkuOrderLineSerializer },
    },
    errors: { 403: { description: bilingual('No order of one’s own.', '不是自己的订单。') } },
  })
  async unreviewed(request: RestRequest): Promise<Row[]> {
    const { manager } = this.rest.dataSource;
    const order = await ownOrder(request, manager);
    if (!order) throw new PermissionDenied();
    const query = manager
      .createQueryBuilder(OrderLine, 'line')
      .where('line.orderId = :orderId', { orderId: order.id })
      .orderBy('line.id');
    const rows = await loadRows(withoutReview(query), SkuOrderLineSerializer);
    return SkuOrderLineSerializer.representMany(rows, request);
  }

  @Action({
    method: 'POST',
    path: ':order_sn/comments',
    summary: bilingual('Review goods of an order that has arrived', '评价已收货订单中的商品'),
    params: { order_sn: { type: 'string' } },
    input: SkuCommentInput,
    answer: WrittenSkuCommentSerializer,
    errors: {
      400: {
        description: bilingual(
          'No goods of an order of one’s own that wait for a review.',
          '不是自己待评价的订单商品。',
        ),
        example: { non_field_errors: ['订单信息有误'] },
      },
    },
  })
  async write(request: RestRequest): Promise<Row> {
    const said = await request.validated(SkuCommentInput);
    const review = await this.rest.transactions.run((tx) => this.review(tx, request, said));
    return WrittenSkuCommentSerializer.represent({ ...review }, request);
  }

  private async review(
    tx: RestTransaction,
    request: RestRequest,
    { order: sn, sku: goodsId, score, comment, is_anonymous: isAnonymous }: SkuCommentInput,
  ) {
    const { manager } = tx;
    const order = await ownOrder(request, manager);
    const isOther = sn !== undefined && sn !== order?.sn;
    if (!order || isOther || skuOrderStatus(order, true) !== SkuOrderStatus.ToReview) {
      throw ValidationError.nonField(ORDER_MESSAGES.orderWrong);
    }
    const line = await manager.findOneBy(OrderLine, { orderId: order.id, goodsId });
    if (!line) throw ValidationError.nonField(ORDER_MESSAGES.orderWrong);
    const review = { lineId: line.id, userId: order.userId, score, comment, isAnonymous };
    try {
      await this.reviews.write(tx, review);
    } catch (cause) {
      if (!(cause instanceof ValidationError)) throw cause;
      throw new ValidationError({ non_field_errors: [ORDER_MESSAGES.orderWrong] }, { cause });
    }
    return { ...review, goodsId };
  }
}

/** The user's own order of the number in the URL. */
function ownOrder({ params, user }: RestRequest, manager: EntityManager): Promise<Order | null> {
  return manager.findOneBy(Order, { sn: params.order_sn, userId: user!.id, isHidden: false });
}
