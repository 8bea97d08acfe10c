import { Injectable } from '@nestjs/common';
import type { AdminActions, Doing } from '../../admin/declarations.js';
import { ModelAdmin } from '../../admin/model-admin.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { BY_ADMINISTRATOR, explainRefund, RefundsService } from '../../payments/index.js';
import { validate, type Once } from '../../rest/index.js';
import { CARRIER_LENGTH, Order, TRACKING_LENGTH } from '../entities/index.js';
import { FulfilmentService } from '../fulfilment/fulfilment.service.js';
import { SHIPPABLE } from '../fulfilment/fulfilment-states.js';
import { ShipmentInput } from '../fulfilment/shipments.inputs.js';
import { PAYABLE_STATES } from '../order-states.js';
import { orderSearch } from './order-search.js';
import { FULFILMENT_NAMES, ORDER_STATE_NAMES, PAY_TYPE_NAMES } from './order-names.js';

/** The transaction of an action is done once anyway. */
const once: Once = (_transaction, work) => work();

/** What people have bought. */
@Injectable()
export class OrderAdmin extends ModelAdmin(Order, {
  name: 'orders',
  label: bilingual('Order', '订单'),
  plural: bilingual('Orders', '订单'),
  group: MENU.sales,
  title: 'sn',
  list: [
    'sn',
    'user',
    'status',
    'fulfilment',
    'totalCents',
    'refundedCents',
    'signerName',
    'signerMobile',
    'createdAt',
  ],
  filters: ['status', 'fulfilment', 'payType', 'createdAt', 'paidAt'],
  search: orderSearch(),
  searchHelp: bilingual(
    'Order or trade number, telephone; how the recipient or the username begins',
    '订单号、交易号、电话；收件人或用户名的开头',
  ),
  dates: 'createdAt',
  form: [
    ['sn', 'status', 'fulfilment'],
    ['user', 'payType', 'tradeNo'],
    ['totalCents', 'freightCents', 'refundedCents'],
    ['signerName', 'signerMobile'],
    'address',
    'postScript',
    ['createdAt', 'paidAt', 'closesAt', 'receiveBy'],
  ],
  fields: {
    sn: { label: bilingual('Order number', '订单号') },
    status: { label: bilingual('Payment', '支付状态'), choices: ORDER_STATE_NAMES },
    fulfilment: { choices: FULFILMENT_NAMES },
    payType: { choices: PAY_TYPE_NAMES },
    totalCents: { label: bilingual('Total', '总额') },
    closesAt: { label: bilingual('Closes unless paid', '未付款关闭时间') },
    receiveBy: { label: bilingual('Received by itself', '自动收货时间') },
  },
  inlines: [
    {
      relation: 'lines',
      label: bilingual('Lines', '订单行'),
      fields: ['name', 'priceCents', 'quantity', 'sentQuantity', 'frontImage'],
      declared: { sentQuantity: { label: bilingual('Sent', '已发数量') } },
    },
    {
      relation: 'shipments',
      label: bilingual('Parcels', '包裹'),
      fields: ['carrier', 'trackingNumber', 'sentAt'],
    },
  ],
  readOnly: 'all',
  never: ['delete'],
  screens: ['shipping', 'refund'],
}) {
  override readonly actions: AdminActions<Order> = {
    ship: {
      label: bilingual('Send', '发货'),
      permission: 'ship',
      single: true,
      when: ({ fulfilment }) => SHIPPABLE.has(fulfilment),
      fields: {
        carrier: {
          kind: 'text',
          label: bilingual('Carrier', '承运商'),
          maxLength: CARRIER_LENGTH,
        },
        tracking_number: {
          kind: 'text',
          label: bilingual('Tracking number', '运单号'),
          maxLength: TRACKING_LENGTH,
        },
        lines: {
          kind: 'json',
          label: bilingual('Pieces; all that are left unless given', '件数；不填则发出全部剩余'),
          required: false,
        },
      },
      run: (doing) => this.ship(doing),
    },
    collect: {
      label: bilingual('Cash was taken at the door', '货到付款已收款'),
      permission: 'collect',
      confirm: bilingual('Was the cash taken?', '确认已收到货款？'),
      when: ({ status, fulfilment }) =>
        status === 'on_delivery' && ['sent', 'received'].includes(fulfilment),
      run: ({ object, request }) => this.fulfilment.collect(object.id, request.user!.id, once),
    },
    refuse: {
      label: bilingual('Not taken at the door', '货到付款拒收'),
      permission: 'collect',
      confirm: bilingual('Close the order and take its pieces back?', '关闭订单并将商品退回库存？'),
      danger: true,
      when: ({ status, fulfilment }) => status === 'on_delivery' && fulfilment === 'sent',
      run: ({ object, request }) => this.fulfilment.refuseAtDoor(object.id, request.user!.id, once),
    },
    refund: {
      label: bilingual('Give money back', '退款'),
      permission: 'refund',
      danger: true,
      single: true,
      when: ({ status }) => PAYABLE_STATES[status] === 'paid',
      fields: {
        amount: {
          kind: 'money',
          label: bilingual('Amount; all that is left unless given', '金额；不填则退还全部剩余'),
          required: false,
        },
        reason: {
          kind: 'text',
          label: bilingual('Reason', '原因'),
          maxLength: 200,
          required: false,
          default: '',
        },
        restock: {
          kind: 'boolean',
          label: bilingual('Back into stock', '退回库存'),
          required: false,
          default: false,
        },
      },
      run: (doing) => this.refund(doing),
    },
  };

  constructor(
    private readonly fulfilment: FulfilmentService,
    private readonly refunds: RefundsService,
  ) {
    super();
  }

  private async ship({ object, attributes, request, transaction }: Doing<Order>): Promise<void> {
    const context = request.validationContext(transaction.manager);
    const parcel = await validate(ShipmentInput, attributes, context);
    const { carrier, tracking_number: trackingNumber, lines } = parcel;
    await this.fulfilment.ship(
      object.id,
      { carrier, trackingNumber, lines },
      request.user!.id,
      once,
    );
  }

  private async refund({ object, attributes, request, transaction }: Doing<Order>): Promise<void> {
    const { amount, reason, restock } = attributes;
    const wanted = {
      orderSn: object.sn,
      amountCents: amount === undefined ? undefined : Number(amount),
      reason: String(reason) || BY_ADMINISTRATOR,
      restock: restock === true,
      actor: `user:${request.user!.id}`,
    };
    const refund = await this.refunds.reserve(transaction, wanted).catch(explainRefund);
    transaction.afterCommit(() => this.refunds.sendNow(refund));
  }
}
