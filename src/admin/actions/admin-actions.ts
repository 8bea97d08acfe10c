import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import {
  APIException,
  attributesOf,
  integerKey,
  NotFound,
  Response,
  ValidationError,
  type Once,
  type RestRequest,
  type RestTransaction,
} from '../../rest/index.js';
import { AdminSelectionInput } from '../admin.inputs.js';
import { ADMIN_TEXTS } from '../admin.messages.js';
import type { AdminRow, ResourceAdmin } from '../model-admin.js';
import { AdminTasks } from '../tasks/admin-tasks.js';
import { taskIdOf } from '../tasks/task-id.js';
import { keptOf } from './inner-request.js';

/** Rows that a request waits for; work on more becomes a task. */
const AT_ONCE = 200;

/** What is remembered of a request that began a task, instead of how many rows it did. */
const TASK = -1;

/** The action that every resource has. */
export const DELETE = 'delete';

/** Does things to several rows at once. DJANGO: ModelAdmin.response_action */
@Injectable()
export class AdminActions {
  constructor(private readonly tasks: AdminTasks) {}

  /**
   * Runs an action on the rows that are named, or on all that the filters leave: all of them or, as
   * long as somebody waits for it, none.
   *
   * @param once lets a request that is repeated do nothing twice
   * @throws NotFound when there is no such action, PermissionDenied, ValidationError
   */
  async run(
    admin: ResourceAdmin,
    name: string,
    request: RestRequest,
    once: Once,
  ): Promise<unknown> {
    const values = await this.open(admin, name, request);
    const selection = await request.validated(AdminSelectionInput);
    const query = new URLSearchParams(Object.entries(selection.filters ?? {}));
    const ids = selection.all
      ? await this.idsOf(admin, request.asking(query), AT_ONCE + 1)
      : [...new Set(selection.ids ?? [])];
    if (isSingle(admin, name) && ids.length !== 1) {
      throw new ValidationError({ ids: [ADMIN_TEXTS.oneOnly] });
    }
    const id = taskIdOf(request);
    const done = await admin.rest.transactions.run((transaction) =>
      once(transaction, async () => {
        if (ids.length > AT_ONCE) {
          const kept = keptOf(request, selection.all ? query.toString() : '');
          const chosen = selection.all ? null : ids;
          const work = { kind: 'action', kept, ids: chosen, values } as const;
          const resource = admin.options.name;
          await this.tasks.begin(transaction, { id, resource, action: name, work });
          return TASK;
        }
        await this.runOnRows(admin, name, ids, values, request, transaction);
        return ids.length;
      }),
    );
    if (done === TASK) return new Response({ task: id }, 202);
    return { done, message: request.wording.text(ADMIN_TEXTS.done(done)) };
  }

  private async runOnRows(
    admin: ResourceAdmin,
    name: string,
    ids: readonly number[],
    values: Record<string, unknown>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    for (const id of ids) {
      try {
        await this.runOnRow(admin, name, id, values, request, transaction);
      } catch (error) {
        // Of one row the errors stay at their places.
        if (ids.length === 1) throw error;
        throw await this.named(error, admin, id, request, transaction.manager);
      }
    }
  }

  /** What an action that the user may take was sent besides the rows. */
  private async open(
    admin: ResourceAdmin,
    name: string,
    request: RestRequest,
  ): Promise<Record<string, unknown>> {
    if (name === DELETE) {
      await admin.demand(request, 'delete');
      return {};
    }
    const action = Object.hasOwn(admin.actions, name) ? admin.actions[name] : undefined;
    if (!action) throw new NotFound();
    await admin.demandAction(request, action.permission ?? 'change');
    const input = admin.actionInputs.get(name)!;
    return attributesOf(await request.validated(input));
  }

  /** Does it to one row; a row that is gone is passed over. */
  async runOnRow(
    admin: ResourceAdmin,
    name: string,
    id: number,
    values: Record<string, unknown>,
    request: RestRequest,
    transaction: RestTransaction,
  ): Promise<void> {
    const { manager } = transaction;
    await admin.lock(manager, id);
    const object = await this.find(admin, id, request, manager);
    if (!object) return;
    if (name === DELETE) {
      await admin.performDestroy(object, request, transaction);
      return;
    }
    const action = admin.actions[name]!;
    if (action.when && !action.when(object)) {
      throw ValidationError.nonField(ADMIN_TEXTS.notNow);
    }
    const before = await admin.rowOf(manager, id);
    await action.run({ object, attributes: values, request, transaction });
    await admin.wrote(name, id, before, request, transaction);
  }

  private async find(
    admin: ResourceAdmin,
    id: number,
    request: RestRequest,
    manager: EntityManager,
  ): Promise<AdminRow | null> {
    const query = admin.getQueryset(request, manager);
    return query.andWhere(`${query.alias}.id = :id`, { id }).getOne() as Promise<AdminRow | null>;
  }

  /** Of several rows it has to be said which one is refused. */
  private async named(
    error: unknown,
    admin: ResourceAdmin,
    id: number,
    request: RestRequest,
    manager: EntityManager,
  ): Promise<unknown> {
    if (!(error instanceof APIException) || error.status === 409) return error;
    const text = textsIn(error.render(request.language)).join(' ');
    const label = await admin.labelOf(manager, id, request);
    return ValidationError.nonField(`${label}: ${text}`);
  }

  /**
   * The rows that `id` names in the query string, or all that its filters leave: those of an action
   * that a request waits for.
   */
  async chosen(admin: ResourceAdmin, request: RestRequest): Promise<number[]> {
    const named = new URLSearchParams(request.queryString).getAll('id');
    if (named.length === 0) return this.idsOf(admin, request, AT_ONCE);
    const ids = named.flatMap((text) => integerKey(text) ?? []).slice(0, AT_ONCE);
    const query = admin.getQueryset(request, admin.rest.dataSource.manager);
    const rows = await query
      .andWhere(`${query.alias}.id IN (:...ids)`, { ids: [0, ...ids] })
      .select(`${query.alias}.id`, 'id')
      .getRawMany<{ id: number }>();
    return rows.map(({ id }) => id);
  }

  async idsOf(
    admin: ResourceAdmin,
    request: RestRequest,
    most: number,
    after = 0,
  ): Promise<number[]> {
    const query = await admin.filtered(request);
    const { alias } = query;
    const rows = await query
      .andWhere(`${alias}.id > :after`, { after })
      .orderBy(`${alias}.id`, 'ASC')
      .select(`${alias}.id`, 'id')
      .limit(most)
      .getRawMany<{ id: number }>();
    return rows.map(({ id }) => id);
  }
}

function isSingle({ actions }: ResourceAdmin, name: string): boolean {
  return name !== DELETE && actions[name]?.single === true;
}

/** Every text of an error, however deep. */
export function textsIn(detail: unknown): string[] {
  if (typeof detail === 'string') return [detail];
  if (typeof detail !== 'object' || detail === null) return [];
  return Object.values(detail).flatMap(textsIn);
}
