import type { Seat } from '../cinemas/entities/index.js';
import { renderDetail, ValidationError, type Language } from '../rest/index.js';
import { labelOf } from './seat-label.js';
import { MESSAGES } from './tickets.messages.js';

/** Which seats somebody else has: for people under `seats`, for the page their ids as `taken`. */
export class SeatsNotFree extends ValidationError {
  private readonly taken: number[];

  constructor(seats: readonly Pick<Seat, 'id' | 'row' | 'number'>[], cause?: Error) {
    const texts = seats.map((seat) => MESSAGES.seatTaken(labelOf(seat)));
    super({ seats: texts }, { cause });
    this.taken = seats.map(({ id }) => id);
  }

  override render(language: Language): unknown {
    const detail = renderDetail(this.detail, language);
    return { ...Object(detail), taken: this.taken };
  }
}
