import { PrimaryKeyRelatedField } from '../../rest/index.js';
import { User } from '../../users/entities/index.js';
import { ReasonInput } from './reason.inputs.js';

/** Who is to look after the comments: any customer. */
export class SiteManagerInput extends ReasonInput {
  @PrimaryKeyRelatedField(() => User, {
    source: 'id',
    queryset: (query) => query.andWhere(`${query.alias}.role = 'customer'`),
    example: 7,
  })
  user!: number;
}
