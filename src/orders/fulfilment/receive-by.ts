import type { Settings } from '../../config/settings.js';
import { orderSettings } from '../orders.settings.js';
import { DAY } from '../../infrastructure/durations.js';

/** When an order that is sent by then counts as received though its buyer says nothing. */
export function receiveBy(settings: Settings, sentAt: Date): Date {
  return new Date(sentAt.getTime() + settings.of(orderSettings).autoReceiveDays * DAY);
}
