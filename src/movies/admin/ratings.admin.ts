import { Injectable } from '@nestjs/common';
import type { Removal } from '../../admin/declarations.js';
import { ModelAdmin } from '../../admin/model-admin.js';
import { MENU } from '../../menu.js';
import { bilingual } from '../../languages.js';
import { MovieRating } from '../entities/index.js';
import { Opinions } from '../opinions/opinions.service.js';

/** What users think of movies; one that is deleted does not count any more. */
@Injectable()
export class RatingAdmin extends ModelAdmin(MovieRating, {
  name: 'movie-ratings',
  label: bilingual('Rating', '影片评分'),
  plural: bilingual('Ratings', '影片评分'),
  group: MENU.boxOffice,
  title: { needs: ['id', 'star'], of: ({ id, star }) => `#${String(id)} ★${String(star)}` },
  list: ['movie', 'user', 'star', 'createdAt'],
  filters: ['movie', 'createdAt'],
  search: ['movie.name', 'user.username'],
  dates: 'createdAt',
  form: [
    ['movie', 'user'],
    ['star', 'createdAt'],
  ],
  readOnly: 'all',
}) {
  constructor(private readonly opinions: Opinions) {
    super();
  }

  override async remove({ object, transaction }: Removal<MovieRating>): Promise<void> {
    await this.opinions.remove(transaction, MovieRating, object);
  }
}
