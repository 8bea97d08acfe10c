export { createLogger } from './logger.js';
export { NestLogger } from './nest-logger.js';
export {
  currentRequestId,
  requestContext,
  requestId,
  requestLog,
  tellRequestId,
} from './request-context.js';
