import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import {
  CreateModel,
  DestroyModel,
  IsAuthenticated,
  ListModel,
  RetrieveModel,
  UpdateModel,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import type { Address } from '../entities/index.js';
import { MESSAGES } from '../user-operations.messages.js';
import { AddressBook, type AreaNames } from './address-book.js';
import { AddressInput } from './address.inputs.js';
import { AddressSerializer } from './address.serializers.js';
import { OwnAddresses } from './own-addresses.js';

const NO_AREAS: AreaNames = { province: '', city: '', district: '' };

/** Addresses for storefronts where areas are typed in. */
@ViewSet({
  path: 'address',
  name: 'Address',
  description: '收货地址管理',
  group: GROUPS.addresses,
  summaries: {
    list: bilingual('The own addresses', '自己的收货地址'),
    retrieve: bilingual('One address', '一个收货地址'),
    create: bilingual('Add an address', '新增收货地址'),
    update: bilingual('Replace an address', '替换收货地址'),
    partialUpdate: bilingual('Change parts of an address', '修改收货地址的部分内容'),
    destroy: bilingual('Delete an address', '删除收货地址'),
  },
  serializers: AddressSerializer,
  inputs: AddressInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
})
export class AddressController extends DestroyModel(
  UpdateModel(CreateModel(RetrieveModel(ListModel(OwnAddresses)))),
) {
  constructor(private readonly book: AddressBook) {
    super();
  }

  override async performCreate(
    attributes: Partial<Address> & Pick<Address, 'userId'>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    const ids = await this.book.idsOf(transaction.manager, { ...NO_AREAS, ...attributes });
    const tooMany = { non_field_errors: [MESSAGES.tooManyAddresses] };
    return this.book.add(transaction, attributes.userId, { ...attributes, ...ids }, tooMany);
  }

  override async performUpdate(
    address: Address,
    attributes: Partial<Address>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.book.rewrite(transaction, address, attributes);
  }

  override async performDestroy(
    address: Address,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.book.remove(transaction, address);
  }
}
