import { Injectable } from '@nestjs/common';
import type { SelectQueryBuilder } from 'typeorm';
import { MESSAGES as CART_MESSAGES } from '../../cart/cart.messages.js';
import { SKU_PAGES } from '../../goods/meiduo/sku.pagination.js';
import { PaymentLinks } from '../../payments/index.js';
import {
  message,
  once,
  type Pagination,
  Rest,
  type Serializer,
  ValidationError,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { Address } from '../../user-operations/entities/index.js';
import { SIGNER_ADDRESS_LENGTH, SIGNER_NAME_LENGTH, type Order } from '../entities/index.js';
import { OrderPayments } from '../order-payments.js';
import { MESSAGES } from '../orders.messages.js';
import { OrdersService, type OrderRequest } from '../orders.service.js';
import { NotEnoughInStock } from '../out-of-stock.js';
import { payTypeOf, type SkuOrderInput } from './sku-orders.inputs.js';
import { SkuOrderSerializer } from './sku-orders.serializers.js';
import { UnreviewedOrders } from './unreviewed-orders.js';

/** The shop's orders as the Meiduo pages place and list them. */
@Injectable()
export class SkuOrders {
  constructor(
    private readonly rest: Rest,
    private readonly orders: OrdersService,
    private readonly reviews: UnreviewedOrders,
    private readonly payments: OrderPayments,
    private readonly links: PaymentLinks,
  ) {}

  /** Whether a list is asked for by these pages: they always say how long a page is. */
  static asks({ query }: RestRequest): boolean {
    return query.has('page_size');
  }

  /** One page of some orders, by default as the DRF edition of the pages lists them. */
  async list(
    query: SelectQueryBuilder<Order>,
    request: RestRequest,
    pages: Pagination = SKU_PAGES,
    serializer: Serializer = SkuOrderSerializer,
  ): Promise<unknown> {
    const page = await pages.page(query, serializer, request);
    return page.envelope(serializer.representMany(await this.known(page.rows), request));
  }

  /**
   * Orders what is selected in the cart, to an address of the user's own.
   *
   * @throws ValidationError by field; what people should read is a bare list
   */
  async place(
    request: RestRequest,
    { address, pay_method }: SkuOrderInput,
  ): Promise<{ order_id: string }> {
    const userId = request.user!.id;
    const wanted: OrderRequest = {
      payType: payTypeOf(pay_method),
      postScript: '',
      ...(await this.signer(userId, address)),
    };
    try {
      const { sn } = await this.orders.place(userId, wanted, once(request));
      return { order_id: sn };
    } catch (error) {
      throw asList(error);
    }
  }

  /**
   * Where the user pays an order of that number.
   *
   * @throws ValidationError unless it is the user's own and waits for its payment
   */
  async paymentLink(userId: number, sn: string): Promise<string> {
    const order = await this.payments.findBySn(sn);
    if (order?.userId !== userId || order.status !== 'paying' || order.closesAt <= new Date()) {
      throw new ValidationError({ message: MESSAGES.orderWrong });
    }
    return this.links.providerUrlToSuccessPage(order);
  }

  /** Who receives the parcel, and where. */
  private async signer(
    userId: number,
    id: number,
  ): Promise<Pick<OrderRequest, 'address' | 'signerName' | 'signerMobile'>> {
    const { manager } = this.rest.dataSource;
    const found = await manager.findOneBy(Address, { id, userId, isDeleted: false });
    if (!found) {
      const text = message('PrimaryKeyRelatedField.does_not_exist', { pk_value: id });
      throw new ValidationError({ address: [text] });
    }
    const { province, city, district, place, receiver, mobile } = found;
    const address = [province, city, district, place].join('');
    if (address.length > SIGNER_ADDRESS_LENGTH || receiver.length > SIGNER_NAME_LENGTH) {
      throw new ValidationError(MESSAGES.addressTooLong);
    }
    return { address, signerName: receiver, signerMobile: mobile };
  }

  /** The rows, each knowing whether it waits for a review. */
  private async known(rows: readonly Row[]): Promise<Row[]> {
    const ids = rows.filter(({ fulfilment }) => fulfilment === 'received').map(({ id }) => id);
    const unreviewed = await this.reviews.unreviewedOrders(
      this.rest.dataSource.manager,
      ids as number[],
    );
    return rows.map((row) => ({ ...row, isUnreviewed: unreviewed.has(row.id as number) }));
  }
}

/** What is wrong with the order as a whole as a bare list, of which the pages show the first text. */
function asList(error: unknown): unknown {
  if (error instanceof NotEnoughInStock) {
    return new ValidationError(CART_MESSAGES.outOfStock, { cause: error });
  }
  if (!(error instanceof ValidationError) || !error.nonFieldErrors) return error;
  return new ValidationError(error.nonFieldErrors, { cause: error });
}
