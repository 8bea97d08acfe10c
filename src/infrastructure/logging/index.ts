export { createLogger } from './logger.js';
export { NestLogger } from './nest-logger.js';
export { currentRequestId, requestContext, requestId, requestLog } from './request-context.js';
