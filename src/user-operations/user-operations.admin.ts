import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Change, Removal } from '../admin/declarations.js';
import { ModelAdmin } from '../admin/model-admin.js';
import { MENU } from '../menu.js';
import { ValidationError, type RestRequest } from '../rest/index.js';
import { MOBILE } from '../users/names.js';
import { AddressBook } from './addresses/address-book.js';
import { bilingual } from '../languages.js';
import { Address, Favourite, MESSAGE_TYPES, TEXT_LENGTH, UserMessage } from './entities/index.js';
import { Favourites } from './favourites/favourites.service.js';
import { Messages } from './messages/messages.service.js';
import { MESSAGES } from './user-operations.messages.js';

const MESSAGE_NAMES = {
  1: bilingual('Message', '留言'),
  2: bilingual('Complaint', '投诉'),
  3: bilingual('Question', '询问'),
  4: bilingual('After the sale', '售后'),
  5: bilingual('Wanted', '求购'),
} as const;

/**
 * Where parcels of users go. What is changed is held to the rules of the contract that the address
 * came by; what its owner has deleted is nobody's to see.
 */
@Injectable()
export class AddressAdmin extends ModelAdmin(Address, {
  name: 'addresses',
  label: bilingual('Address', '收货地址'),
  plural: bilingual('Addresses', '收货地址'),
  group: MENU.people,
  title: {
    needs: ['receiver', 'place'],
    of: (row) => `${String(row.receiver)} ${String(row.place)}`,
  },
  list: ['user', 'receiver', 'mobile', 'province', 'city', 'district', 'place', 'createdAt'],
  links: ['receiver'],
  filters: ['createdAt'],
  search: ['receiver', '=mobile', 'user.username', 'place'],
  form: [
    ['user', 'title'],
    ['receiver', 'mobile'],
    ['province', 'city', 'district'],
    'place',
    ['tel', 'email'],
    'createdAt',
  ],
  fields: { tel: { blank: true }, email: { blank: true } },
  readOnly: ['user'],
  never: ['add'],
}) {
  constructor(private readonly book: AddressBook) {
    super();
  }

  override getQueryset(request: RestRequest, manager: EntityManager) {
    const query = super.getQueryset(request, manager);
    return query.andWhere(`${query.alias}.isDeleted = :isDeleted`, { isDeleted: false });
  }

  override async save({ object, attributes, transaction }: Change<Address>): Promise<number> {
    const { id, mobile, districtId } = object!;
    const isChosen = districtId !== null;
    const { mobile: written = mobile } = attributes;
    if (isChosen && written !== mobile && !MOBILE.test(written)) {
      throw new ValidationError({ mobile: [MESSAGES.mobileInvalid] });
    }
    await this.book.rewrite(transaction, object!, attributes, { mustBeKnown: isChosen });
    return id;
  }

  override remove({ object, transaction }: Removal<Address>): Promise<void> {
    return this.book.remove(transaction, object);
  }
}

/** What users tell the shop, which staff answer. */
@Injectable()
export class MessageAdmin extends ModelAdmin(UserMessage, {
  name: 'messages',
  label: bilingual('Message', '留言'),
  plural: bilingual('Messages', '留言'),
  group: MENU.people,
  title: 'subject',
  list: ['subject', 'type', 'user', 'isAnswered', 'file', 'createdAt'],
  filters: ['isAnswered', 'type', 'createdAt'],
  search: ['subject', 'text', 'user.username'],
  dates: 'createdAt',
  form: [
    ['subject', 'type'],
    'user',
    'text',
    'file',
    'createdAt',
    {
      label: bilingual('Answer', '商家回复'),
      rows: ['answer', ['isAnswered', 'answeredAt', 'answeredBy']],
    },
  ],
  fields: {
    type: { choices: MESSAGE_TYPES.map(([type]) => [type, MESSAGE_NAMES[type]] as const) },
    file: { kind: 'file' },
    answer: {
      blank: true,
      maxLength: TEXT_LENGTH,
      help: bilingual(
        'Shown to the buyer, and mailed to a proven address.',
        '买家可见；已验证邮箱的买家会收到邮件。',
      ),
    },
  },
  readOnly: ['subject', 'type', 'user', 'text', 'file', 'isAnswered', 'answeredAt', 'answeredBy'],
  never: ['add'],
}) {
  constructor(private readonly messages: Messages) {
    super();
  }

  override async save({ object, attributes, request, transaction }: Change<UserMessage>) {
    const { id, answer: present } = object!;
    const { answer = present } = attributes;
    await this.messages.answer(transaction, object!, answer, request.user!.id);
    return id;
  }
}

/** Goods that users have marked. */
@Injectable()
export class FavouriteAdmin extends ModelAdmin(Favourite, {
  name: 'favourites',
  label: bilingual('Favourite', '收藏'),
  plural: bilingual('Favourites', '收藏'),
  group: MENU.people,
  title: { needs: ['id'], of: ({ id }) => `#${String(id)}` },
  list: ['id', 'user', 'goods', 'createdAt'],
  filters: ['goods', 'createdAt'],
  search: ['user.username', 'goods.name'],
  dates: 'createdAt',
  form: [['user', 'goods'], 'createdAt'],
  readOnly: 'all',
}) {
  constructor(private readonly favourites: Favourites) {
    super();
  }

  override async remove({ object, transaction }: Removal<Favourite>): Promise<void> {
    await this.favourites.remove(transaction, object);
  }
}
