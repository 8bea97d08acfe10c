import { Goods } from '../../goods/entities/index.js';
import {
  HiddenField,
  PrimaryKeyRelatedField,
  UniqueTogether,
  type RestUser,
} from '../../rest/index.js';
import { Favourite } from '../entities/index.js';
import { MESSAGES } from '../user-operations.messages.js';

/** DRF: UserFavSerializer of the tutorial shop */
@UniqueTogether(() => Favourite, ['user', 'goods'], { message: MESSAGES.alreadyFavourite })
export class FavouriteInput {
  @HiddenField({ source: 'userId', default: ({ user }) => (user as RestUser).id })
  user!: number;

  @PrimaryKeyRelatedField(() => Goods, { source: 'goodsId', example: 1 })
  goods!: number;
}
