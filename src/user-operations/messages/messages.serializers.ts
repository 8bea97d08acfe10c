import { field, media, serializer, choiceSchema } from '../../rest/index.js';
import { MESSAGE_TYPES, UserMessage } from '../entities/index.js';
import { minute, minuteIfAny } from '../minute.js';

export const MessageSerializer = serializer(UserMessage, 'UserMessage', {
  message_type: field('type', choiceSchema(MESSAGE_TYPES)),
  subject: field(),
  message: field('text'),
  file: media(),
  id: field(),
  add_time: minute('createdAt'),
  answer: field(),
  answered_at: minuteIfAny('answeredAt'),
});
