import { CharField, PrimaryKeyRelatedField } from '../rest/index.js';
import { User } from '../users/entities/index.js';
import { CommentBan } from './entities/index.js';

/** Who is banned from posting, and why. */
export class BanInput {
  @PrimaryKeyRelatedField(() => User, { source: 'userId', unique: () => CommentBan, example: 7 })
  user!: number;

  @CharField({ maxLength: 200, required: false, allowBlank: true, example: '广告' })
  reason?: string;
}
