import { field, serializer } from '../../rest/index.js';
import { Address } from '../entities/index.js';

/** DRF: UserAddressSerializer of Meiduo */
export const ChosenAddressSerializer = serializer(Address, 'ChosenAddress', {
  id: field(),
  province: field(),
  city: field(),
  district: field(),
  province_id: field('provinceId'),
  city_id: field('cityId'),
  district_id: field('districtId'),
  title: field(),
  receiver: field(),
  place: field(),
  mobile: field(),
  tel: field(),
  email: field(),
});
