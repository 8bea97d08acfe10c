import { bilingual } from '../../languages.js';
import { ReadOnlyViewSet, ViewSet } from '../../rest/index.js';
import { STAFF_RESOURCE } from '../../users/staff-resource.js';
import { Payment, Refund } from '../entities/index.js';
import { PaymentFilter, RefundFilter } from '../payments.filters.js';
import { PaymentSerializer, RefundSerializer } from '../payments.serializers.js';

@ViewSet({
  path: 'staff/payments',
  name: 'Staff Payment',
  description: '收款记录（员工）',
  summaries: {
    list: bilingual('Payments received, the latest first', '收款记录，最新的在前'),
    retrieve: bilingual('One payment', '一条收款记录'),
  },
  serializers: PaymentSerializer,
  ...STAFF_RESOURCE,
  filters: [PaymentFilter],
})
export class StaffPaymentsController extends ReadOnlyViewSet(Payment) {}

@ViewSet({
  path: 'staff/refunds',
  name: 'Staff Refund',
  description: '退款记录（员工）',
  summaries: {
    list: bilingual('Refunds, the latest first', '退款记录，最新的在前'),
    retrieve: bilingual('One refund', '一条退款记录'),
  },
  serializers: RefundSerializer,
  ...STAFF_RESOURCE,
  filters: [RefundFilter],
})
export class StaffRefundsController extends ReadOnlyViewSet(Refund) {}
