import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { MESSAGE, MESSAGE_ERRORS } from '../../docs/schemas.js';
import {
  Action,
  DestroyModel,
  IsAuthenticated,
  ViewSet,
  type RestRequest,
  type RestTransaction,
  type Row,
  named,
  objectSchema,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { withMessage } from '../../users/with-message.js';
import type { Address } from '../entities/index.js';
import { ADDRESS_LIMIT, isDefault } from '../addresses/address-book.js';
import { AddressTitleInput, ChosenAddressInput } from './address.inputs.js';
import { ChosenAddressSerializer } from './address.serializers.js';
import { ChosenAddresses, shownAddress } from './chosen-addresses.js';

const LISTED = named(
  'AddressList',
  objectSchema({
    user_id: { type: 'integer' },
    default_address_id: { type: ['integer', 'null'] },
    limit: { type: 'integer', title: bilingual('Most addresses', '地址数量上限') },
    addresses: { type: 'array', items: ChosenAddressSerializer },
  }),
);
const refused = {
  description: bilingual(
    'What was sent does not pass, or there are too many.',
    '数据未通过校验，或地址已达上限。',
  ),
  schema: MESSAGE_ERRORS,
  example: { message: '保存地址数据已达到上限' },
};

/** The same addresses for storefronts where areas are chosen from lists. */
@ViewSet({
  path: 'addresses',
  name: 'User Address',
  description: '收货地址管理（省市区由编号选择）',
  group: GROUPS.meiduoAddresses,
  summaries: {
    destroy: bilingual('Delete an address', '删除收货地址'),
  },
  serializers: ChosenAddressSerializer,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
})
export class AddressesController extends DestroyModel(ChosenAddresses) {
  @Action({
    summary: bilingual('All addresses, the one changed last first', '全部收货地址，最近修改的在前'),
    answer: { description: bilingual('The addresses.', '收货地址。'), schema: LISTED },
  })
  async list(request: RestRequest) {
    const { manager } = this.rest.dataSource;
    const addresses = await this.book.list(manager, request.user!.id);
    return {
      user_id: request.user!.id,
      default_address_id: addresses.find(isDefault)?.id ?? null,
      limit: ADDRESS_LIMIT,
      addresses: addresses.map((address) => shownAddress(address, request)),
    };
  }

  @Action({
    method: 'POST',
    summary: bilingual('Add an address', '新增收货地址'),
    input: ChosenAddressInput,
    answer: ChosenAddressSerializer,
    errors: { 400: refused },
  })
  async create(request: RestRequest): Promise<Row> {
    const attributes = await this.attributes(await request.validated(ChosenAddressInput));
    return this.added(request, (transaction) =>
      this.book.add(transaction, request.user!.id, attributes),
    );
  }

  @Action({
    method: 'PUT',
    path: ':pk',
    summary: bilingual('Change an address', '修改收货地址'),
    input: ChosenAddressInput,
    answer: ChosenAddressSerializer,
    errors: { 400: refused },
  })
  async update(request: RestRequest): Promise<Row> {
    // Of an address that is none, nobody is told what would be wrong with it.
    await this.getObject(request, this.rest.dataSource.manager);
    const input = request.validated(ChosenAddressInput);
    const attributes = await withMessage(input.then((sent) => this.attributes(sent)));
    return this.change(request, (transaction, address) =>
      this.book.change(transaction, address, attributes),
    );
  }

  @Action({
    method: 'PUT',
    path: ':pk/status',
    summary: bilingual('Make it the default address', '设为默认地址'),
    answer: {
      description: bilingual('It is.', '已设置。'),
      schema: MESSAGE,
      example: { message: 'OK' },
    },
  })
  async makeDefault(request: RestRequest) {
    await this.change(request, (transaction, address) =>
      this.book.makeDefault(transaction, address),
    );
    return { message: 'OK' };
  }

  @Action({
    method: 'PUT',
    path: ':pk/title',
    summary: bilingual('Rename an address', '修改地址标题'),
    input: AddressTitleInput,
    answer: {
      description: bilingual('Its new title.', '新的标题。'),
      schema: named('AddressTitle', objectSchema({ title: { type: 'string' } })),
    },
  })
  async rename(request: RestRequest) {
    await this.getObject(request, this.rest.dataSource.manager);
    const { title } = await request.validated(AddressTitleInput);
    await this.change(request, (transaction, address) =>
      this.book.change(transaction, address, { title }),
    );
    return { title };
  }

  override async performDestroy(
    address: Address,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.book.remove(transaction, address);
  }
}
