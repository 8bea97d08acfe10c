import { field, serializer } from '../../rest/index.js';
import { Address } from '../entities/index.js';
import { minute } from '../minute.js';

/** DRF: AddressSerializer of the tutorial shop */
export const AddressSerializer = serializer(Address, 'Address', {
  id: field(),
  province: field(),
  city: field(),
  district: field(),
  address: field('place'),
  signer_name: field('receiver'),
  add_time: minute('createdAt'),
  signer_mobile: field('mobile'),
});
