import { Inject } from '@nestjs/common';
import {
  attributesOf,
  type RestRequest,
  type RestTransaction,
  type Row,
} from '../../rest/index.js';
import { AddressBook } from '../addresses/address-book.js';
import { OwnAddresses } from '../addresses/own-addresses.js';
import type { Address } from '../entities/index.js';
import type { ChosenAddressInput } from './address.inputs.js';
import { ChosenAddressSerializer } from './address.serializers.js';

/** One's own addresses for pages where areas are chosen from lists, in whatever dialect. */
export abstract class ChosenAddresses extends OwnAddresses {
  @Inject(AddressBook) protected readonly book!: AddressBook;

  /** What was sent, with the names of the areas. */
  protected async attributes(input: ChosenAddressInput): Promise<Partial<Address>> {
    const { province_id: provinceId, city_id: cityId, district_id: districtId } = input;
    const names = await this.book.names({ provinceId, cityId, districtId });
    return { ...attributesOf(input), ...names };
  }

  /** @param add adds an address and returns its id */
  protected added(
    request: RestRequest,
    add: (transaction: RestTransaction) => Promise<number>,
  ): Promise<Row> {
    return this.rest.transactions.run(async (transaction) =>
      this.written(await add(transaction), request, transaction),
    );
  }

  /** Does something with the address of the URL; @throws NotFound when there is none */
  protected change(
    request: RestRequest,
    work: (transaction: RestTransaction, address: Address) => Promise<void>,
  ): Promise<Row> {
    return this.rest.transactions.run(async (transaction) => {
      const address = await this.getObject(request, transaction.manager);
      await work(transaction, address);
      return this.written(address.id, request, transaction);
    });
  }

  private async written(
    id: number,
    request: RestRequest,
    { manager }: RestTransaction,
  ): Promise<Row> {
    const query = this.getQueryset(request, manager).andWhere('address.id = :id', { id });
    return shownAddress(await query.getOneOrFail(), request);
  }
}

export function shownAddress(address: Address, request: RestRequest): Row {
  return ChosenAddressSerializer.represent({ ...address }, request);
}
