import { field, media, serializer } from '../../rest/index.js';
import { MESSAGE_TYPES, UserMessage } from '../entities/index.js';
import { minute } from '../minute.js';

export const MessageSerializer = serializer(UserMessage, 'UserMessage', {
  message_type: field('type', { enum: MESSAGE_TYPES.map(([type]) => type) }),
  subject: field(),
  message: field('text'),
  file: media(),
  id: field(),
  add_time: minute('createdAt'),
});
