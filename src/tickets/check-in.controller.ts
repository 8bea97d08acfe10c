import { MayChange } from '../cinemas/permissions.js';
import { GROUPS } from '../docs/groups.js';
import { UnitOfWork } from '../infrastructure/database/unit-of-work.js';
import { bilingual } from '../languages.js';
import { Action, GenericViewSet, NotFound, ViewSet, type RestRequest } from '../rest/index.js';
import { USER_AUTHENTICATION } from '../users/authentication.js';
import { CheckIns } from './check-ins.js';
import { TicketLine, TicketOrder } from './entities/index.js';

@ViewSet({
  path: 'tickets',
  name: 'Check In',
  description: '检票',
  group: GROUPS.tickets,
  authentication: USER_AUTHENTICATION,
  permissions: [MayChange],
  listed: false,
})
export class CheckInController extends GenericViewSet(TicketOrder) {
  constructor(
    private readonly checkIns: CheckIns,
    private readonly unitOfWork: UnitOfWork,
  ) {
    super();
  }

  @Action({
    method: 'POST',
    path: ':code/checkin',
    summary: bilingual(
      'Let people in with their tickets, once, for staff',
      '检票（一次有效），供工作人员',
    ),
    description: bilingual(
      'The twelve digits, or what the QR code says.',
      '12 位取票码，或二维码的内容。',
    ),
    params: { code: { type: 'string' } },
    status: 200,
    answer: {
      description: 'Let them in.',
      schema: {
        type: 'object',
        properties: {
          serial_sn: { type: 'string' },
          screening: { type: 'integer' },
          seats: { type: 'array', items: { type: 'string' } },
        },
      },
      example: { serial_sn: 'T2026112110000042123456', screening: 9, seats: ['5排8座'] },
    },
    errors: {
      404: { description: 'No such tickets.' },
      409: {
        description: 'Used already, given back, or of a screening that is over or cancelled.',
        example: { detail: '该票已检过' },
      },
    },
  })
  async checkIn(request: RestRequest) {
    return this.unitOfWork.run(async ({ manager }) => {
      const order = await this.checkIns.find(manager, request.params.code ?? '');
      if (!order) throw new NotFound();
      await this.checkIns.admit(manager, order);
      const lines = await manager.findBy(TicketLine, { orderId: order.id });
      return {
        serial_sn: order.sn,
        screening: order.screeningId,
        seats: lines.map(({ label }) => label),
      };
    });
  }
}
