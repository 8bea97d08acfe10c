import { Global, Module } from '@nestjs/common';
import { Gauges } from './gauges.js';
import { MetricsServer } from './metrics-server.js';

/** Provides {@link Gauges}, and tells about all metrics once {@link MetricsServer} is started. */
@Global()
@Module({ providers: [Gauges, MetricsServer], exports: [Gauges, MetricsServer] })
export class MetricsModule {}
