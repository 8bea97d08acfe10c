import { Injectable } from '@nestjs/common';
import { DashboardPart, type Figures } from '../../admin/dashboard/dashboard-part.js';
import { bilingual } from '../../languages.js';
import { Rest } from '../../rest/index.js';
import { UserMessage } from '../entities/index.js';

/** How many messages wait for an answer. */
@Injectable()
export class MessagesDashboard extends DashboardPart {
  override readonly of = UserMessage;

  constructor(private readonly rest: Rest) {
    super();
  }

  override async figures(): Promise<Figures> {
    const { manager } = this.rest.dataSource;
    return {
      cards: [
        {
          name: 'unanswered_messages',
          label: bilingual('Unanswered messages', '待回复留言'),
          value: await manager.countBy(UserMessage, { isAnswered: false }),
          type: 'integer',
          resource: 'messages',
          filter: { is_answered: 'false' },
        },
      ],
    };
  }
}
