import {
  computed,
  dateTime,
  field,
  renderDetail,
  serializer,
  type RestRequest,
  type Row,
} from '../../rest/index.js';
import { OrderChange } from '../entities/index.js';
import { HAPPENED } from './history.messages.js';

/** Who may have moved an order, as its buyer is told: the names of the staff are the shop's. */
const ACTORS = ['buyer', 'staff', 'system'];

function actorOf({ actor }: Row, { user }: RestRequest): string {
  if (actor === `user:${user!.id}`) return 'buyer';
  return String(actor).startsWith('user:') ? 'staff' : 'system';
}

const what = {
  id: field(),
  track: field(),
  from_status: field('fromStatus'),
  to_status: field('toStatus'),
  text: computed(
    ['track', 'toStatus'],
    ({ toStatus }, { language }) =>
      renderDetail(HAPPENED[toStatus as OrderChange['toStatus']], language),
    { type: 'string', description: 'What happened, in words.', examples: ['已发货'] },
  ),
  add_time: dateTime('createdAt'),
};

/** A step of an order as its buyer sees it. */
export const OrderStepSerializer = serializer(OrderChange, 'OrderStep', {
  ...what,
  actor: computed(['actor'], actorOf, { type: 'string', enum: ACTORS }),
});

/** The same with everything that the shop knows. */
export const StaffOrderStepSerializer = serializer(OrderChange, 'StaffOrderStep', {
  ...what,
  actor: field(),
  reason: field(),
});
