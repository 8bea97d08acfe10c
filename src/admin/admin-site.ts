import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService } from '@nestjs/core';
import { NotFound, PermissionDenied, Rest, type RestRequest, type Text } from '../rest/index.js';
import { DependantsFinder } from './dependants.js';
import type { MenuGroup, Title } from './declarations.js';
import { permissionChoices } from './permission-choices.js';
import { ResourceAdmin } from './model-admin.js';

/** What a project says of its back office. */
export interface SiteOptions {
  readonly title: Text;
  /** The sections of the menu, in their order. */
  readonly groups: readonly MenuGroup[];
}

export const SITE_OPTIONS = Symbol('SITE_OPTIONS');

type EntityClass = new () => object;

/** Properties that name most things. */
const USUAL_TITLES = ['name', 'title', 'username', 'label'];
/** Paths below `/admin/api/` that are no resources. */
const RESERVED = new Set(['session', 'uploads', 'tasks', 'dashboard', 'history', 'jobs']);

/** Some resources are declared as they cannot be meant; the message lists everything. */
export class AdminProblems extends Error {
  override readonly name = 'AdminProblems';

  constructor(readonly problems: readonly string[]) {
    super(
      `the back office cannot be served as declared:\n${problems.map((line) => `- ${line}`).join('\n')}`,
    );
  }
}

/** Every resource of the back office. DJANGO: django.contrib.admin.AdminSite */
@Injectable()
export class AdminSite implements OnModuleInit {
  private readonly resources = new Map<string, ResourceAdmin>();
  private readonly finder = new DependantsFinder(this);
  private readonly byEntity = new Map<EntityClass, ResourceAdmin>();

  constructor(
    @Inject(SITE_OPTIONS) readonly options: SiteOptions,
    private readonly discovery: DiscoveryService,
    private readonly rest: Rest,
  ) {}

  /** @throws AdminProblems, so that the start stops */
  async onModuleInit(): Promise<void> {
    const problems: string[] = [];
    for (const { instance } of this.discovery.getProviders()) {
      if (!(instance instanceof ResourceAdmin)) continue;
      const { name } = instance.options;
      if (this.resources.has(name)) problems.push(`two resources are called "${name}"`);
      if (RESERVED.has(name)) problems.push(`"${name}" is no name for a resource`);
      if (!this.rest.models.has(instance.entity)) {
        problems.push(`${name}: ${instance.entity.name} is in no domain's list of models`);
      }
      this.resources.set(name, instance);
      const entity = instance.entity as EntityClass;
      if (!this.byEntity.has(entity)) this.byEntity.set(entity, instance);
    }
    for (const [name, admin] of this.resources) {
      try {
        admin.setUp({
          titles: (entity) => this.titleOf(entity),
          entityOf: (resource) => this.resource(resource).entity as EntityClass,
          finder: this.finder,
          known: { permissions: () => permissionChoices(this.all(), this.rest) },
        });
      } catch (error) {
        problems.push(`${name}: ${(error as Error).message}`);
      }
    }
    if (problems.length > 0) throw new AdminProblems(problems);
  }

  /** Every resource, in the order of the modules. */
  all(): readonly ResourceAdmin[] {
    return [...this.resources.values()];
  }

  find(name: string): ResourceAdmin | undefined {
    return this.resources.get(name);
  }

  /** @throws NotFound */
  resource(name: string | undefined): ResourceAdmin {
    const found = this.resources.get(name ?? '');
    if (!found) throw new NotFound();
    return found;
  }

  /** The resource whose rows are of the entity, if there is one. */
  resourceOf(entity: unknown): ResourceAdmin | undefined {
    return this.byEntity.get(entity as EntityClass);
  }

  /** What objects of the entity are called: as declared, else by a usual name. */
  titleOf(entity: EntityClass): Title<Record<string, unknown>> {
    const declared = this.byEntity.get(entity)?.options.title;
    if (declared) return declared as Title<Record<string, unknown>>;
    const metadata = this.rest.dataSource.getMetadata(entity);
    const usual = USUAL_TITLES.find((name) => metadata.findColumnWithPropertyName(name));
    return usual ?? { needs: ['id'], of: ({ id }) => `#${String(id)}` };
  }

  /**
   * The resource that the request names, for whoever may see its rows or fill in a form that refers
   * to them. DJANGO: AutocompleteJsonView
   */
  async openChoices(received: RestRequest) {
    const admin = this.resource(received.params.resource);
    for (const referring of [admin, ...this.referringTo(admin)]) {
      const permissions = referring === admin ? ['view'] : ['add', 'change'];
      for (const permission of permissions) {
        if (await referring.may(received, permission))
          return this.opened(admin, received, 'options');
      }
    }
    throw new PermissionDenied();
  }

  /** The resources in whose forms rows of another are chosen. */
  private referringTo({ entity }: ResourceAdmin): ResourceAdmin[] {
    return this.all().filter(({ shape: { fields, inlines, extras } }) =>
      [...fields, ...extras, ...inlines.flatMap((inline) => inline.fields)].some(
        ({ target, readOnly }) => target === entity && !readOnly,
      ),
    );
  }

  /** Whether the user may fill in any form. */
  async mayWrite(request: RestRequest): Promise<boolean> {
    for (const admin of this.all()) {
      if (await admin.may(request, 'add')) return true;
      if (await admin.may(request, 'change')) return true;
    }
    return false;
  }

  private opened(admin: ResourceAdmin, request: RestRequest, action: string) {
    request.reply.header('Cache-Control', 'no-store');
    return { admin, request: request.to(admin.view, action) };
  }

  /** The resource that the request names, once it is allowed, and the request as one to it. */
  async open(received: RestRequest, action: string, permission: string) {
    const admin = this.resource(received.params.resource);
    await admin.demand(received, permission);
    return this.opened(admin, received, action);
  }
}
