import { Global, Module, type DynamicModule } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AdminResourceController } from './admin-resource.controller.js';
import { AdminSite, SITE_OPTIONS, type SiteOptions } from './admin-site.js';
import { AdminDescriptionController } from './description/admin-description.controller.js';
import { ADMIN_ENTITIES } from './entities.js';
import { AdminActions } from './actions/admin-actions.js';
import { AdminHistoryController } from './history/admin-history.controller.js';
import { AdminDashboardController } from './dashboard/admin-dashboard.controller.js';
import { ImportTasks } from './imports/import-tasks.js';
import { LogAdmin } from './history/log.admin.js';
import { AdminJobsController } from './jobs/admin-jobs.controller.js';
import { ActionTasks } from './tasks/action-tasks.js';
import { AdminTasks } from './tasks/admin-tasks.js';
import { TaskContents } from './tasks/task-contents.js';
import { TaskJobs } from './tasks/task.jobs.js';
import { TaskKeeper } from './tasks/task-keeper.js';
import { AdminTasksController } from './tasks/admin-tasks.controller.js';
import { AdminUploadsSweep } from './uploads/admin-uploads-sweep.js';
import { UploadUses } from './uploads/upload-uses.js';
import { AdminLog } from './history/admin-log.js';
import { AdminSessionController } from './session/admin-session.controller.js';
import { AdminUploadsController } from './uploads/admin-uploads.controller.js';
import { AdminUploads } from './uploads/admin-uploads.js';

/** The back office, for resources that domains declare. DJANGO: django.contrib.admin */
@Global()
@Module({
  imports: [TypeOrmModule.forFeature(ADMIN_ENTITIES), DiscoveryModule],
  controllers: [
    AdminDescriptionController,
    AdminSessionController,
    AdminUploadsController,
    AdminHistoryController,
    AdminTasksController,
    AdminDashboardController,
    AdminJobsController,
    AdminResourceController,
  ],
  providers: [
    AdminSite,
    AdminLog,
    AdminUploads,
    AdminUploadsSweep,
    UploadUses,
    AdminTasks,
    AdminActions,
    ActionTasks,
    ImportTasks,
    TaskContents,
    TaskJobs,
    TaskKeeper,
    LogAdmin,
  ],
  exports: [AdminSite, AdminLog, AdminUploads, UploadUses],
})
export class AdminModule {
  /** @param imports modules that provide the sign-in and the sessions */
  static forRoot({
    imports,
    ...site
  }: SiteOptions & Pick<DynamicModule, 'imports'>): DynamicModule {
    return {
      module: AdminModule,
      imports,
      providers: [{ provide: SITE_OPTIONS, useValue: site }],
    };
  }
}
