import { PrimaryKeyRelatedField } from '../../rest/index.js';
import { User } from '../../users/entities/index.js';
import { CommentBan } from '../entities/index.js';
import { ReasonInput } from './reason.inputs.js';

/** Who is banned from posting, and why; administrators are not. */
export class BanInput extends ReasonInput {
  @PrimaryKeyRelatedField(() => User, {
    source: 'userId',
    unique: () => CommentBan,
    queryset: (query) => query.andWhere(`${query.alias}.role <> 'administrator'`),
    example: 7,
  })
  user!: number;
}
