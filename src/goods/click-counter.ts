import { Injectable } from '@nestjs/common';
import { ViewCounter } from '../view-counter.js';
import { Rest } from '../rest/index.js';
import { Goods } from './entities/index.js';

/** Counts views of goods pages. */
@Injectable()
export class ClickCounter extends ViewCounter<'clickCount'> {
  constructor(rest: Rest) {
    super(rest, Goods, 'clickCount');
  }
}
