import { Injectable } from '@nestjs/common';
import { PacedInvalidation, Rest } from '../rest/index.js';
import { CATALOGUE_TAGS } from './catalogue-tags.js';

/** Outdates the kept answers that show goods, after orders and favourites. */
@Injectable()
export class GoodsRefresh extends PacedInvalidation {
  constructor(rest: Rest) {
    super(rest, [CATALOGUE_TAGS.goods, CATALOGUE_TAGS.home]);
  }
}
