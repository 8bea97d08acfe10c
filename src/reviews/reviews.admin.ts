import { Injectable } from '@nestjs/common';
import type { AdminActions } from '../admin/declarations.js';
import { ModelAdmin } from '../admin/model-admin.js';
import { MENU } from '../menu.js';
import { bilingual } from '../languages.js';
import { Review } from './entities/index.js';
import { ReviewsService } from './reviews.service.js';

const TITLE_LENGTH = 40;

/** What buyers say of goods. */
@Injectable()
export class ReviewAdmin extends ModelAdmin(Review, {
  name: 'reviews',
  label: bilingual('Review', '商品评价'),
  plural: bilingual('Reviews', '商品评价'),
  group: MENU.sales,
  title: { needs: ['comment'], of: ({ comment }) => String(comment).slice(0, TITLE_LENGTH) },
  list: ['goods', 'score', 'comment', 'shownName', 'hasImages', 'isHidden', 'createdAt'],
  links: ['comment'],
  filters: ['isHidden', 'hasImages', 'createdAt'],
  search: ['comment', 'goods.name', 'shownName'],
  dates: 'createdAt',
  form: [['goods', 'score'], 'comment', ['shownName', 'isAnonymous'], ['isHidden', 'createdAt']],
  fields: { comment: { label: bilingual('Text', '内容') } },
  inlines: [{ relation: 'images', label: bilingual('Pictures', '图片'), fields: ['image'] }],
  readOnly: 'all',
  never: ['delete'],
}) {
  override readonly actions: AdminActions<Review> = {
    hide: {
      label: bilingual('Hide', '隐藏'),
      when: ({ isHidden }) => !isHidden,
      run: ({ object, request, transaction }) =>
        this.reviews.moderate(transaction, object, true, request.user!.id),
    },
    show_again: {
      label: bilingual('Show again', '恢复显示'),
      when: ({ isHidden }) => isHidden,
      run: ({ object, request, transaction }) =>
        this.reviews.moderate(transaction, object, false, request.user!.id),
    },
  };

  constructor(private readonly reviews: ReviewsService) {
    super();
  }
}
