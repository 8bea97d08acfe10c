import { ValidationError } from '../rest/index.js';
import { MESSAGES } from './orders.messages.js';

/** An order is refused because there are too few pieces of some goods. */
export class NotEnoughInStock extends ValidationError {
  /**
   * @param name of the goods
   * @param available pieces that are left
   */
  constructor(name: string, available: number) {
    super({ non_field_errors: [MESSAGES.outOfStock(name, available)] });
  }
}
