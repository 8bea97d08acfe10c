import { Injectable, type OnModuleInit, type Type } from '@nestjs/common';
import { DiscoveryService, ModuleRef } from '@nestjs/core';
import type { RestRequest } from '../request.js';
import { Rest } from '../rest.js';
import { viewDefinition, type ViewDefinition } from './definition.js';
import type { FindsObjects } from './metadata.js';
import { needsUser } from '../verification/access.js';
import { verifyViews } from '../verification/verify.js';
import { makePolicy, type Policy } from './policy.js';

/** A viewset that wants to know of every successful answer it gives, kept ones included. */
export interface Served {
  onServed?(request: RestRequest): void;
}

/** The viewsets of the running application. DRF: routers.DefaultRouter.registry. */
@Injectable()
export class ViewRegistry implements OnModuleInit {
  private readonly instances = new Map<Type<object>, Served>();
  private readonly policies = new Map<Type<object>, Map<string, Policy>>();
  private readonly openActions = new Map<Type<object>, Set<string>>();
  private definitions: ViewDefinition[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly moduleRef: ModuleRef,
    private readonly rest: Rest,
  ) {}

  /** @throws ViewSetProblems when a declaration cannot be meant, so that the start stops */
  async onModuleInit(): Promise<void> {
    for (const { metatype, instance } of this.discovery.getControllers()) {
      const definition = metatype && viewDefinition(metatype);
      if (!definition) continue;
      this.definitions.push(definition);
      for (const path of definition.paths) this.rest.resources.add(path);
      this.instances.set(definition.target, instance);
    }
    await verifyViews(this, this.rest);
    for (const view of this.definitions) await this.findOpenActions(view);
  }

  /** Every viewset, in the order of the modules. */
  all(): readonly ViewDefinition[] {
    return this.definitions;
  }

  /** Whether an action is there for those, too, who have not signed in. */
  isOpen(view: ViewDefinition, action: string): boolean {
    return this.openActions.get(view.target)!.has(action);
  }

  instanceOf(view: ViewDefinition): Served & FindsObjects {
    return this.instances.get(view.target)!;
  }

  /** What is decided about a handler before it runs; worked out at its first request. */
  policy(view: ViewDefinition, handler: string): Policy {
    let policies = this.policies.get(view.target);
    if (!policies) this.policies.set(view.target, (policies = new Map()));
    let policy = policies.get(handler);
    if (!policy) {
      policy = makePolicy(view, handler, this.rest.options, this.moduleRef);
      policies.set(handler, policy);
    }
    return policy;
  }

  private async findOpenActions(view: ViewDefinition): Promise<void> {
    const open = new Set<string>();
    const instance = this.instanceOf(view);
    for (const { actions } of view.routes) {
      for (const [verb, action] of actions) {
        const policy = this.policy(view, action);
        const isClosed = await needsUser({ rest: this.rest, view, policy, verb, instance });
        if (!isClosed) open.add(action);
      }
    }
    this.openActions.set(view.target, open);
  }
}
