import { bilingual } from '../languages.js';
import {
  Action,
  objectSchema,
  ViewSet,
  type DocumentedAnswer,
  type RestRequest,
} from '../rest/index.js';
import { ADDRESS_LIMIT } from '../user-operations/addresses/address-book.js';
import { AddressTitleInput } from '../user-operations/meiduo/address.inputs.js';
import { ChosenAddressSerializer } from '../user-operations/meiduo/address.serializers.js';
import { ChosenAddresses } from '../user-operations/meiduo/chosen-addresses.js';
import { SessionAddressInput } from './addresses.inputs.js';
import { defaultFirst } from './default-first.js';
import { SIGNED_IN } from './dialect.js';
import { BY_CODE, BY_STATUS } from './pages-envelope.js';

const DONE = { description: bilingual('Done.', '成功。') };
const ONE: DocumentedAnswer = {
  description: bilingual('The address.', '收货地址。'),
  schema: objectSchema({ address: ChosenAddressSerializer }),
};

@ViewSet({
  ...SIGNED_IN,
  path: 'addresses',
  name: 'User Address',
  envelope: { create: BY_CODE, default: BY_STATUS },
  serializers: ChosenAddressSerializer,
})
export class SessionAddressesController extends ChosenAddresses {
  @Action({
    summary: bilingual('All addresses, the default one first', '全部收货地址，默认地址在前'),
    answer: {
      description: bilingual('The addresses.', '收货地址。'),
      schema: objectSchema({
        addresses: { type: 'array', items: ChosenAddressSerializer },
        default_address_id: { type: ['integer', 'null'] },
        limit: { type: 'integer' },
      }),
    },
  })
  async list(request: RestRequest) {
    const { addresses, defaultId } = await defaultFirst(this.book, request);
    return { addresses, default_address_id: defaultId, limit: ADDRESS_LIMIT };
  }

  @Action({
    method: 'POST',
    path: 'create',
    summary: bilingual(
      'Add an address; the first one becomes the default',
      '新增收货地址，首个地址自动成为默认地址',
    ),
    input: SessionAddressInput,
    status: 200,
    answer: ONE,
  })
  async create(request: RestRequest) {
    const attributes = await this.sent(request);
    const userId = request.user!.id;
    const address = await this.added(request, async (transaction) => {
      const id = await this.book.add(transaction, userId, attributes);
      await this.book.defaultIfOnly(transaction, { id, userId });
      return id;
    });
    return { address };
  }

  @Action({
    method: 'PUT',
    path: ':pk',
    summary: bilingual('Change an address', '修改收货地址'),
    input: SessionAddressInput,
    answer: ONE,
  })
  async update(request: RestRequest) {
    await this.getObject(request, this.rest.dataSource.manager);
    const attributes = await this.sent(request);
    const address = await this.change(request, (transaction, address) =>
      this.book.change(transaction, address, attributes),
    );
    return { address };
  }

  @Action({
    method: 'DELETE',
    path: ':pk',
    summary: bilingual('Delete an address', '删除收货地址'),
    answer: DONE,
  })
  async destroy(request: RestRequest): Promise<void> {
    await this.rest.transactions.run(async (transaction) => {
      const address = await this.getObject(request, transaction.manager);
      await this.book.remove(transaction, address);
    });
  }

  @Action({
    method: 'PUT',
    path: ':pk/default',
    summary: bilingual('Make it the default address', '设为默认地址'),
    answer: DONE,
  })
  async makeDefault(request: RestRequest): Promise<void> {
    await this.change(request, (transaction, address) =>
      this.book.makeDefault(transaction, address),
    );
  }

  @Action({
    method: 'PUT',
    path: ':pk/title',
    summary: bilingual('Rename an address', '修改地址标题'),
    input: AddressTitleInput,
    answer: DONE,
  })
  async rename(request: RestRequest): Promise<void> {
    await this.getObject(request, this.rest.dataSource.manager);
    const { title } = await request.validated(AddressTitleInput);
    await this.change(request, (transaction, address) =>
      this.book.change(transaction, address, { title }),
    );
  }

  private async sent(request: RestRequest) {
    const input = await request.validated(SessionAddressInput);
    return this.attributes(Object.assign(input, { title: input.title || input.receiver }));
  }
}
