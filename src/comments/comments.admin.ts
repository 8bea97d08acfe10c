import { Injectable } from '@nestjs/common';
import type { AdminActions, Change, Removal } from '../admin/declarations.js';
import { ModelAdmin } from '../admin/model-admin.js';
import { MENU } from '../menu.js';
import { bilingual } from '../languages.js';
import { currentUser } from '../users/current-user.js';
import { Comments } from './comments.service.js';
import {
  CommentBan,
  Moderation,
  MODERATION_ACTIONS,
  MovieComment,
  REASON_LENGTH,
} from './entities/index.js';
import { CommentBans } from './moderation/comment-bans.service.js';
import { ModerationRecord } from './moderation/moderation-record.js';

const TITLE_LENGTH = 40;

const MODERATION_NAMES = {
  ban: bilingual('Ban', '禁言'),
  unban: bilingual('Ban lifted', '解除禁言'),
  delete: bilingual('Comment deleted', '删除评论'),
  appoint: bilingual('Appointed', '任命'),
  dismiss: bilingual('Dismissed', '免职'),
} as const;

/** What users say of movies. */
@Injectable()
export class CommentAdmin extends ModelAdmin(MovieComment, {
  name: 'comments',
  label: bilingual('Comment', '影评'),
  plural: bilingual('Comments', '影评'),
  group: MENU.boxOffice,
  title: { needs: ['text'], of: ({ text }) => String(text).slice(0, TITLE_LENGTH) },
  list: ['text', 'user', 'movie', 'likeCount', 'isDeleted', 'createdAt'],
  filters: ['movie', 'user', 'isDeleted', 'createdAt'],
  search: ['text', 'user.username'],
  searchHelp: bilingual('Text, username', '内容、用户名'),
  dates: 'createdAt',
  form: [['movie', 'user'], 'text', ['likeCount', 'isDeleted'], ['createdAt', 'updatedAt']],
  fields: { text: { label: bilingual('Text', '内容') } },
  readOnly: 'all',
  screens: ['moderation'],
}) {
  override readonly actions: AdminActions<MovieComment> = {
    ban: {
      label: bilingual('Ban the authors', '禁言作者'),
      confirm: bilingual('Let the authors post no more comments?', '禁止作者继续发表影评？'),
      danger: true,
      permission: 'delete',
      fields: {
        reason: {
          kind: 'text',
          label: bilingual('Reason', '原因'),
          required: false,
          maxLength: REASON_LENGTH,
          default: '',
        },
      },
      run: ({ object, attributes, request, transaction }) =>
        this.bans.banUnlessBanned(transaction, currentUser(request), {
          userId: object.userId,
          reason: String(attributes.reason),
        }),
    },
  };

  constructor(
    private readonly comments: Comments,
    private readonly bans: CommentBans,
    private readonly record: ModerationRecord,
  ) {
    super();
  }

  override async remove({ object, request, transaction }: Removal<MovieComment>): Promise<void> {
    const comment = await this.comments.remove(transaction, object.id);
    const actor = currentUser(request);
    const { userId } = comment;
    await this.record.add(transaction, { action: 'delete', actor, userId, comment });
  }
}

/** Who may not post comments. */
@Injectable()
export class CommentBanAdmin extends ModelAdmin(CommentBan, {
  name: 'comment-bans',
  label: bilingual('Ban', '禁言'),
  plural: bilingual('Bans', '禁言名单'),
  group: MENU.boxOffice,
  title: { needs: ['id', 'userId'], of: ({ userId }) => `#${String(userId)}` },
  list: ['user', 'reason', 'createdAt'],
  filters: ['createdAt'],
  search: ['user.username', 'reason'],
  form: ['user', 'reason', 'createdAt'],
  never: ['change'],
}) {
  constructor(private readonly bans: CommentBans) {
    super();
  }

  override save({ attributes, request, transaction }: Change<CommentBan>): Promise<number> {
    const { userId = 0, reason = '' } = attributes;
    return this.bans.ban(transaction, currentUser(request), { userId, reason });
  }

  override async remove({ object, request, transaction }: Removal<CommentBan>): Promise<void> {
    await this.bans.lift(transaction, currentUser(request), object, '');
  }
}

/** What those do who look after the comments. */
export class ModerationAdmin extends ModelAdmin(Moderation, {
  name: 'moderations',
  label: bilingual('Moderation', '管理记录'),
  plural: bilingual('Moderations', '管理记录'),
  group: MENU.boxOffice,
  title: {
    needs: ['action', 'userName'],
    of: (row) => `${String(row.action)} ${String(row.userName)}`,
  },
  list: ['action', 'actorName', 'userName', 'text', 'reason', 'createdAt'],
  filters: ['action', 'createdAt'],
  search: ['actorName', 'userName', 'text'],
  dates: 'createdAt',
  fields: {
    action: {
      choices: MODERATION_ACTIONS.map((action) => [action, MODERATION_NAMES[action]] as const),
    },
  },
  readOnly: 'all',
  never: ['delete'],
}) {}
