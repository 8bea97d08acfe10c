import { bilingual } from '../../languages.js';
import {
  choiceFilter,
  FilterSet,
  numberFilter,
  ReadOnlyViewSet,
  ViewSet,
} from '../../rest/index.js';
import { STAFF_RESOURCE } from '../../users/staff-resource.js';
import { MESSAGE_TYPES, UserMessage } from '../entities/index.js';
import { StaffMessageSerializer } from './staff.serializers.js';

@ViewSet({
  path: 'staff/messages',
  name: 'Staff Message',
  description: '全部留言（员工）',
  summaries: {
    list: bilingual('What users have told the shop, the latest first', '全部留言，最新的在前'),
    retrieve: bilingual('One message', '一条留言'),
  },
  serializers: StaffMessageSerializer,
  ...STAFF_RESOURCE,
  filters: [
    new FilterSet({
      user: numberFilter('userId'),
      message_type: choiceFilter(
        'type',
        MESSAGE_TYPES.map(([type]) => `${type}`),
      ),
    }),
  ],
})
export class StaffMessagesController extends ReadOnlyViewSet(UserMessage) {}
