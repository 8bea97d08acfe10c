import type { EntityManager } from 'typeorm';
import { bilingual } from '../../languages.js';
import {
  FilterSet,
  numberFilter,
  ReadOnlyViewSet,
  ViewSet,
  type RestRequest,
} from '../../rest/index.js';
import { STAFF_RESOURCE } from '../../users/staff-resource.js';
import { Address } from '../entities/index.js';
import { StaffAddressSerializer } from './staff.serializers.js';

@ViewSet({
  path: 'staff/addresses',
  name: 'Staff Address',
  description: '全部收货地址（员工）',
  summaries: {
    list: bilingual('Where users want parcels, the latest first', '全部收货地址，最新的在前'),
    retrieve: bilingual('One address', '一个收货地址'),
  },
  serializers: StaffAddressSerializer,
  ...STAFF_RESOURCE,
  filters: [new FilterSet({ user: numberFilter('userId') })],
})
export class StaffAddressesController extends ReadOnlyViewSet(Address) {
  /** What its owner has deleted is nobody's to see. */
  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.andWhere(`${query.alias}.isDeleted = :gone`, { gone: false });
  }
}
