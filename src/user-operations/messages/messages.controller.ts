import { GROUPS } from '../../docs/groups.js';
import { bilingual } from '../../languages.js';
import { PAGES_ON_DEMAND } from '../../pages-on-demand.js';
import {
  CreateModel,
  DestroyModel,
  GenericViewSet,
  IsAuthenticated,
  ListModel,
  OwnedBy,
  UploadRateThrottle,
  UserRateThrottle,
  ViewSet,
  withFiles,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { USER_AUTHENTICATION } from '../../users/authentication.js';
import { UserMessage } from '../entities/index.js';
import { MessageInput } from './messages.inputs.js';
import { MessageSerializer } from './messages.serializers.js';
import { Messages } from './messages.service.js';

@ViewSet({
  path: 'messages',
  name: 'Leaving Message',
  description: '用户留言',
  group: GROUPS.personal,
  summaries: {
    list: bilingual('The own messages to the shop', '自己的留言'),
    create: bilingual('Leave a message, with a file', '留言并上传附件'),
    destroy: bilingual('Delete a message and its file', '删除留言及附件'),
  },
  serializers: MessageSerializer,
  inputs: MessageInput,
  authentication: USER_AUTHENTICATION,
  permissions: [IsAuthenticated],
  pagination: PAGES_ON_DEMAND,
  throttles: [UserRateThrottle, UploadRateThrottle],
  maxBodyBytes: withFiles(1),
})
export class MessagesController extends DestroyModel(
  CreateModel(ListModel(OwnedBy(GenericViewSet(UserMessage), 'userId'))),
) {
  constructor(private readonly messages: Messages) {
    super();
  }

  override performCreate(
    said: Partial<UserMessage> & Pick<UserMessage, 'userId'>,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<number> {
    return this.messages.send(transaction, said);
  }

  override performDestroy(
    message: UserMessage,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    return this.messages.remove(transaction, message);
  }
}
