import { Injectable } from '@nestjs/common';
import type { ActionField, AdminActions, Doing } from '../../admin/declarations.js';
import { ModelAdmin } from '../../admin/model-admin.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import type { Once } from '../../rest/index.js';
import { OrderReturn, RETURN_TEXT_LENGTH } from '../entities/index.js';
import { OrderReturns } from '../returns/returns.service.js';
import { RETURN_STATE_NAMES } from './order-names.js';

const once: Once = (_transaction, work) => work();

const ANSWER: Readonly<Record<string, ActionField>> = {
  answer: {
    kind: 'textarea',
    label: bilingual('Answer to the buyer', '给买家的回复'),
    maxLength: RETURN_TEXT_LENGTH,
    required: false,
    default: '',
  },
};

/** Pieces that buyers want to send back. */
@Injectable()
export class ReturnAdmin extends ModelAdmin(OrderReturn, {
  name: 'returns',
  label: bilingual('Return', '退货'),
  plural: bilingual('Returns', '退货'),
  group: MENU.sales,
  title: { needs: ['id'], of: ({ id }) => `#${String(id)}` },
  list: ['id', 'order', 'status', 'reason', 'refundCents', 'createdAt'],
  filters: ['status', 'createdAt'],
  search: ['=order.sn', 'reason'],
  searchHelp: bilingual('Order number, reason', '订单号、原因'),
  dates: 'createdAt',
  form: [['order', 'status'], 'reason', 'answer', ['refundCents', 'isRestocked'], 'createdAt'],
  fields: {
    status: { choices: RETURN_STATE_NAMES },
    refundCents: { label: bilingual('Given back', '退款金额') },
    isRestocked: { label: bilingual('Back into stock', '已退回库存') },
  },
  inlines: [
    {
      relation: 'lines',
      label: bilingual('Pieces', '退货商品'),
      fields: ['line', 'quantity'],
    },
    { relation: 'images', label: bilingual('Pictures', '图片'), fields: ['image'] },
  ],
  readOnly: 'all',
  never: ['delete'],
  screens: ['returns'],
}) {
  override readonly actions: AdminActions<OrderReturn> = {
    accept: {
      label: bilingual('Accept', '同意退货'),
      fields: ANSWER,
      when: ({ status }) => status === 'asked',
      run: (doing) => this.decide(doing, 'accepted'),
    },
    refuse: {
      label: bilingual('Refuse', '拒绝退货'),
      fields: ANSWER,
      danger: true,
      when: ({ status }) => ['asked', 'accepted'].includes(status),
      run: (doing) => this.decide(doing, 'refused'),
    },
    arrive: {
      label: bilingual('The pieces have come back', '登记收到退货'),
      single: true,
      when: ({ status }) => status === 'accepted',
      fields: {
        amount: {
          kind: 'money',
          label: bilingual('Amount to give back', '退款金额'),
          required: false,
        },
        restock: {
          kind: 'boolean',
          label: bilingual('Back into stock', '退回库存'),
          required: false,
          default: true,
        },
      },
      run: ({ object, attributes: { amount, restock }, request }) =>
        this.returns.arrive(
          object.id,
          {
            restock: restock === true,
            amountCents: amount === undefined ? undefined : Number(amount),
          },
          request.user!.id,
          once,
        ),
    },
    refund: {
      label: bilingual('Give the money back once more', '重新退款'),
      when: ({ status }) => status === 'arrived',
      run: ({ object, request }) => this.returns.refundAgain(object.id, request.user!.id, once),
    },
  };

  constructor(private readonly returns: OrderReturns) {
    super();
  }

  private decide(
    { object, attributes, request, transaction }: Doing<OrderReturn>,
    to: 'accepted' | 'refused',
  ): Promise<void> {
    const answer = String(attributes.answer);
    return this.returns.decide(transaction, object.id, to, answer, request.user!.id);
  }
}
