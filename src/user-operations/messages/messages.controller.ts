import { Post } from '@nestjs/common';
import {
  DestroyModel,
  GenericViewSet,
  IsAuthenticated,
  JwtAuthentication,
  ListModel,
  OwnedBy,
  Req,
  UploadRateThrottle,
  UserRateThrottle,
  ViewSet,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { Settings } from '../../config/settings.js';
import { UserMessage } from '../entities/index.js';
import { withBodiesOf } from './larger-bodies.js';
import { MessageInput } from './messages.inputs.js';
import { MessageSerializer } from './messages.serializers.js';
import { Messages } from './messages.service.js';

/** What a form may hold besides the file, in bytes. */
const FORM_BYTES = 256 * 1024;

@ViewSet({
  path: 'messages',
  name: 'Leaving Message',
  description: '用户留言',
  serializers: MessageSerializer,
  inputs: MessageInput,
  authentication: [JwtAuthentication],
  permissions: [IsAuthenticated],
  throttles: [UserRateThrottle, UploadRateThrottle],
})
export class MessagesController extends DestroyModel(
  ListModel(OwnedBy(GenericViewSet(UserMessage), 'userId')),
) {
  constructor(
    private readonly messages: Messages,
    private readonly settings: Settings,
  ) {
    super();
  }

  @Post()
  async create(@Req() request: RestRequest): Promise<unknown> {
    const { message_type, subject, message, file } = await withBodiesOf(
      request,
      this.settings.uploadMaxBytes + FORM_BYTES,
    ).validated(MessageInput);
    const said = { type: message_type, subject, text: message, file };
    const sent = await this.messages.send(request.user!.id, said);
    return MessageSerializer.represent({ ...sent }, request);
  }

  override async performDestroy(
    message: UserMessage,
    _request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    await this.messages.remove(transaction, message);
  }
}
