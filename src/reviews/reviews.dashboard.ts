import { Injectable } from '@nestjs/common';
import { DashboardPart, type Figures } from '../admin/dashboard/dashboard-part.js';
import { cutText } from '../infrastructure/cut-text.js';
import { bilingual } from '../languages.js';
import { Rest } from '../rest/index.js';
import { Review } from './entities/index.js';

const SHOWN = 5;
const TEXT_LENGTH = 80;

/** What buyers have said last. */
@Injectable()
export class ReviewsDashboard extends DashboardPart {
  override readonly of = Review;

  constructor(private readonly rest: Rest) {
    super();
  }

  override async figures(): Promise<Figures> {
    const reviews = await this.rest.dataSource.manager.find(Review, {
      select: { id: true, comment: true, score: true, shownName: true },
      order: { id: 'DESC' },
      take: SHOWN,
    });
    return {
      lists: [
        {
          name: 'reviews',
          label: bilingual('Latest reviews', '最新评价'),
          resource: 'reviews',
          rows: reviews.map(({ id, comment, score, shownName }) => ({
            id,
            label: cutText(comment, TEXT_LENGTH) || '—',
            detail: `${shownName} · ${score}/5`,
          })),
        },
      ],
    };
  }
}
