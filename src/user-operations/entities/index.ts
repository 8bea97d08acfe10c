import { Address } from './address.entity.js';
import { BrowsedGoods } from './browsed-goods.entity.js';
import { Favourite } from './favourite.entity.js';
import { UserMessage } from './message.entity.js';

export { Address } from './address.entity.js';
export { BrowsedGoods } from './browsed-goods.entity.js';
export { Favourite } from './favourite.entity.js';
export {
  MESSAGE_TYPES,
  SUBJECT_LENGTH,
  TEXT_LENGTH,
  UserMessage,
  type MessageType,
} from './message.entity.js';

/** Every table of what users keep for themselves. */
export const USER_OPERATION_ENTITIES = [Favourite, UserMessage, Address, BrowsedGoods];
