import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { JobOutbox } from './job-outbox.js';
import { OutboxJob } from './job-outbox.entity.js';

/** Provides {@link JobOutbox}: jobs that are as lasting as the transactions that want them. */
@Module({
  imports: [TypeOrmModule.forFeature([OutboxJob])],
  providers: [JobOutbox],
  exports: [JobOutbox],
})
export class JobOutboxModule {}
