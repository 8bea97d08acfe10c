import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import type { RestRequest } from '../request.js';
import { viewDefinition, type ViewDefinition } from './definition.js';

/** A viewset that wants to know of every successful answer it gives, kept ones included. */
export interface Served {
  onServed?(request: RestRequest): void;
}

/** The viewsets of the running application. DRF: routers.DefaultRouter.registry. */
@Injectable()
export class ViewRegistry implements OnModuleInit {
  private readonly instances = new Map<Type<object>, Served>();
  private definitions: ViewDefinition[] = [];

  constructor(private readonly discovery: DiscoveryService) {}

  onModuleInit(): void {
    for (const { metatype, instance } of this.discovery.getControllers()) {
      const definition = metatype && viewDefinition(metatype);
      if (!definition) continue;
      this.definitions.push(definition);
      this.instances.set(definition.target, instance as Served);
    }
  }

  /** Every viewset, in the order of the modules. */
  all(): readonly ViewDefinition[] {
    return this.definitions;
  }

  instanceOf(view: ViewDefinition): Served {
    return this.instances.get(view.target)!;
  }
}
