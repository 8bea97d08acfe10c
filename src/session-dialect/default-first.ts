import type { RestRequest, Row } from '../rest/index.js';
import { AddressBook, isDefault } from '../user-operations/addresses/address-book.js';
import { shownAddress } from '../user-operations/meiduo/chosen-addresses.js';

/** The addresses of whoever asks, the default one first, and which that is. */
export async function defaultFirst(
  book: AddressBook,
  request: RestRequest,
): Promise<{ addresses: Row[]; defaultId: number | null }> {
  const addresses = await book.list(request.rest.dataSource.manager, request.user!.id);
  const inOrder = [...addresses.filter(isDefault), ...addresses.filter((one) => !isDefault(one))];
  return {
    addresses: inOrder.map((address) => shownAddress(address, request)),
    defaultId: addresses.find(isDefault)?.id ?? null,
  };
}
