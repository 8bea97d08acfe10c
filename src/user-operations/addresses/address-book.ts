import { Injectable } from '@nestjs/common';
import { Not, type EntityManager } from 'typeorm';
import { AreasService } from '../../areas/areas.service.js';
import { Area } from '../../areas/entities/index.js';
import {
  type ErrorDetail,
  NotFound,
  ValidationError,
  type RestTransaction,
} from '../../rest/index.js';
import { UsersService } from '../../users/users.service.js';
import { Address } from '../entities/index.js';
import { MESSAGES } from '../user-operations.messages.js';

/** Addresses that one user has at most. */
export const ADDRESS_LIMIT = 20;

/** Names of a province, a city and a district. */
export type AreaNames = Pick<Address, 'province' | 'city' | 'district'>;
/** And their ids, or none. */
export type AreaIds = Pick<Address, 'provinceId' | 'cityId' | 'districtId'>;
type KnownAreaIds = Record<keyof AreaIds, number>;

const UNKNOWN: AreaIds = { provinceId: null, cityId: null, districtId: null };

/**
 * The addresses of users. Whatever changes those of a user locks the user first, so that neither the
 * limit nor the default can be overtaken.
 */
@Injectable()
export class AddressBook {
  constructor(
    private readonly areas: AreasService,
    private readonly users: UsersService,
  ) {}

  /** Those of a user, the one changed last first. */
  list(manager: EntityManager, userId: number): Promise<Address[]> {
    return manager.find(Address, {
      where: { userId, isDeleted: false },
      order: { updatedAt: 'DESC', id: 'DESC' },
    });
  }

  /**
   * What the areas are called.
   *
   * @throws ValidationError unless they are a province, a city of it and a district of that
   */
  async names({ provinceId, cityId, districtId }: KnownAreaIds): Promise<AreaNames> {
    if (!(await this.areas.chain(provinceId, cityId, districtId))) {
      throw ValidationError.nonField(MESSAGES.areasApart);
    }
    const names = await this.areas.names([provinceId, cityId, districtId]);
    const name = (id: number) => names.get(id) ?? '';
    return { province: name(provinceId), city: name(cityId), district: name(districtId) };
  }

  /**
   * @param tooMany what is said then, in the shape of the storefront's errors
   * @returns id of the new address
   * @throws ValidationError when the user has as many as one may have
   */
  async add(
    tx: RestTransaction,
    userId: number,
    address: Partial<Address>,
    tooMany: ErrorDetail = { message: MESSAGES.tooManyAddresses },
  ): Promise<number> {
    const { manager } = tx;
    await this.users.lock(tx.manager, userId);
    const count = await manager.countBy(Address, { userId, isDeleted: false });
    if (count >= ADDRESS_LIMIT) throw new ValidationError(tooMany);
    const now = new Date();
    const written = { tel: '', email: '', ...address, userId, createdAt: now, updatedAt: now };
    const { identifiers } = await manager.insert(Address, written);
    return identifiers[0]!.id;
  }

  /** @throws NotFound when it has been deleted meanwhile */
  async change(tx: RestTransaction, { id, userId }: Address, change: Partial<Address>) {
    await this.users.lock(tx.manager, userId);
    const present = { id, isDeleted: false };
    const { affected } = await tx.manager.update(Address, present, {
      ...change,
      updatedAt: new Date(),
    });
    if (!affected) throw new NotFound();
  }

  /**
   * Changes an address whose areas are typed in: with their names, the ids change.
   *
   * @param mustBeKnown the areas have to stay a province, a city of it and a district of that
   * @throws ValidationError, or NotFound when it has been deleted meanwhile
   */
  async rewrite(
    tx: RestTransaction,
    address: Address,
    change: Partial<Address>,
    { mustBeKnown = false } = {},
  ): Promise<void> {
    const { province, city, district } = { ...address, ...change };
    const isMoved =
      province !== address.province || city !== address.city || district !== address.district;
    const ids = isMoved ? await this.idsOf(tx.manager, { province, city, district }) : null;
    if (mustBeKnown && ids?.districtId === null) {
      throw ValidationError.nonField(MESSAGES.areasApart);
    }
    await this.change(tx, address, { ...change, ...ids });
  }

  /**
   * Deletes it, also as the default address. Of each user the row deleted last is kept, so that whoever
   * adds and deletes fills no table, and no more is known of people than they want.
   *
   * @throws NotFound when it is deleted already
   */
  async remove(tx: RestTransaction, address: Address): Promise<void> {
    const { id, userId } = address;
    await this.change(tx, address, { isDeleted: true, defaultOf: null });
    await tx.manager.delete(Address, { userId, isDeleted: true, id: Not(id) });
  }

  /** Makes it the one default address; @throws NotFound when it has been deleted meanwhile. */
  async makeDefault(
    tx: RestTransaction,
    { id, userId }: Pick<Address, 'id' | 'userId'>,
  ): Promise<void> {
    await this.users.lock(tx.manager, userId);
    await tx.manager.update(Address, { defaultOf: userId }, { defaultOf: null });
    const present = { id, isDeleted: false };
    const { affected } = await tx.manager.update(Address, present, { defaultOf: userId });
    if (!affected) throw new NotFound();
  }

  /** Makes an address the default one of a user who has no other. */
  async defaultIfOnly(tx: RestTransaction, address: Pick<Address, 'id' | 'userId'>): Promise<void> {
    const { userId } = address;
    await this.users.lock(tx.manager, userId);
    const count = await tx.manager.countBy(Address, { userId, isDeleted: false });
    if (count === 1) await this.makeDefault(tx, address);
  }

  /** The ids behind names, if exactly one district of that name is in such a city and province. */
  async idsOf(manager: EntityManager, { province, city, district }: AreaNames): Promise<AreaIds> {
    const found = await manager
      .createQueryBuilder(Area, 'district')
      .innerJoinAndSelect('district.parent', 'city')
      .innerJoinAndSelect('city.parent', 'province')
      .where('district.name = :district AND city.name = :city AND province.name = :province', {
        province,
        city,
        district,
      })
      .getMany();
    const [area] = found;
    if (found.length !== 1 || !area?.parent) return UNKNOWN;
    return { provinceId: area.parent.parentId, cityId: area.parent.id, districtId: area.id };
  }
}

/** Whether it is the one that its user prefers. */
export function isDefault({ defaultOf }: Address): boolean {
  return defaultOf !== null;
}
