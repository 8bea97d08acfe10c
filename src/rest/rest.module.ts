import { Module, type DynamicModule, type FactoryProvider } from '@nestjs/common';
import { APP_FILTER, DiscoveryModule, ModuleRef } from '@nestjs/core';
import { ThrottlerModule } from '@nestjs/throttler';
import { DataSource } from 'typeorm';
import { Browsable } from './browsable/browsable.js';
import { KeptResponses } from './caching/kept-responses.js';
import { RestExceptionFilter } from './exception.filter.js';
import { Rest, type RestSettings } from './rest.js';
import { EventStreams } from './streaming/event-streams.js';
import { throttlerOptions } from './throttling/throttle.guard.js';
import { ApiRootController } from './viewsets/api-root.controller.js';
import { ViewRegistry } from './viewsets/view-registry.js';

/** The DRF layer of an application. */
@Module({})
export class RestModule {
  /** @param settings what differs from the defaults; the database is that of TypeOrmModule */
  static forRoot(settings: Omit<RestSettings, 'dataSource'> = {}): DynamicModule {
    return RestModule.forRootAsync({
      inject: [DataSource],
      useFactory: (dataSource: DataSource) => ({ ...settings, dataSource }),
    });
  }

  /** @param options inject and useFactory that give the project's `RestSettings` */
  static forRootAsync(
    options: Pick<FactoryProvider<RestSettings>, 'inject' | 'useFactory'> &
      Pick<DynamicModule, 'imports'>,
  ): DynamicModule {
    return {
      module: RestModule,
      global: true,
      imports: [
        DiscoveryModule,
        ThrottlerModule.forRootAsync({ inject: [Rest], useFactory: throttlerOptions }),
        ...(options.imports ?? []),
      ],
      controllers: [ApiRootController],
      providers: [
        {
          provide: Rest,
          inject: [ModuleRef, ...(options.inject ?? [])],
          useFactory: async (moduleRef: ModuleRef, ...services: unknown[]) =>
            new Rest(await options.useFactory(...(services as never[])), moduleRef),
        },
        ViewRegistry,
        KeptResponses,
        EventStreams,
        Browsable,
        RestExceptionFilter,
        { provide: APP_FILTER, useExisting: RestExceptionFilter },
      ],
      exports: [Rest, ViewRegistry, KeptResponses, EventStreams, Browsable, RestExceptionFilter],
    };
  }
}
