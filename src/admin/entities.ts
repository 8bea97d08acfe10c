import { AdminLogEntry } from './history/admin-log-entry.entity.js';
import { AdminTask, AdminTaskPart } from './tasks/admin-task.entity.js';
import { AdminUpload, AdminUploadUse } from './uploads/admin-upload.entities.js';

/** Every table of the back office. */
export const ADMIN_ENTITIES = [
  AdminLogEntry,
  AdminTask,
  AdminTaskPart,
  AdminUpload,
  AdminUploadUse,
];
