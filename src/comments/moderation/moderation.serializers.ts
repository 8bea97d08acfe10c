import { choiceSchema, dateTime, field, serializer } from '../../rest/index.js';
import { Moderation, MODERATION_ACTIONS } from '../entities/index.js';

export const ModerationSerializer = serializer(Moderation, 'Moderation', {
  id: field(),
  action: field('action', choiceSchema(MODERATION_ACTIONS)),
  actor: field('actorId'),
  actor_name: field('actorName'),
  user: field('userId'),
  user_name: field('userName'),
  comment: field('commentId'),
  comments: field('text'),
  reason: field(),
  add_time: dateTime('createdAt'),
});
