export { Outbox } from './outbox.js';
export type { OutboxMessage } from './outbox-file.js';
export { OutboxModule } from './outbox.module.js';
