export { ErrorReportsModule } from './error-reports.module.js';
export { reportError } from './report.js';
export { Sentry } from './sentry.js';
