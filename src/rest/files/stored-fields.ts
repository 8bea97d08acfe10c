import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { ValidationError } from '../exceptions.js';
import { UploadedFile } from '../parsers/uploaded-file.js';
import type { Rest, RestTransaction } from '../rest.js';
import { FileInput, type StoreOptions } from '../serializers/input/fields/file.js';
import { attributesOf, shapeOf, sourceOf, type DtoClass } from '../serializers/input/registry.js';
import { inputsOf, type ViewDefinition } from '../viewsets/definition.js';
import { FileRefused } from './file-store.js';

/** A field of a DTO whose files are kept. */
export interface StoredField extends StoreOptions {
  readonly name: string;
  /** Of the entity; it has the file's path. */
  readonly property: string;
}

type Attributes = Record<string, unknown>;

/** The fields of a DTO whose files are kept. */
export function storedFieldsOf(dto: DtoClass): StoredField[] {
  return [...shapeOf(dto).fields].flatMap(([name, field]) => {
    const store = field instanceof FileInput ? field.options.store : undefined;
    return store ? [{ ...store, name, property: sourceOf(name, field) }] : [];
  });
}

/** The fields of all actions of a viewset whose files are kept. */
export function storedFieldsOfView(view: ViewDefinition): StoredField[] {
  const actions = view.routes.flatMap((route) => [...route.actions.values()]);
  const inputs = new Set(actions.flatMap((action) => inputsOf(view, action)));
  const byProperty = new Map<string, StoredField>();
  for (const input of inputs) {
    for (const field of storedFieldsOf(input as DtoClass)) byProperty.set(field.property, field);
  }
  return [...byProperty.values()];
}

/**
 * Does work with the files of a request kept, or leaves none of them when it fails. Where there are
 * such files, the data are validated first: drawing pictures anew takes too long for a transaction.
 *
 * @param validated what was sent, checked against committed data
 * @param work gets the attributes with paths for files; nothing where the DTO has no such fields
 */
export async function keepingFiles<T>(
  rest: Rest,
  input: DtoClass,
  validated: () => Promise<object>,
  work: (attributes?: Attributes) => Promise<T>,
): Promise<T> {
  const fields = storedFieldsOf(input);
  if (fields.length === 0) return work();
  const attributes = attributesOf(await validated());
  const kept: string[] = [];
  try {
    for (const field of fields) {
      const upload = attributes[field.property];
      if (!(upload instanceof UploadedFile)) continue;
      const path = await keepFile(rest, upload, field);
      kept.push(path);
      attributes[field.property] = path;
    }
    return await work(attributes);
  } catch (error) {
    // Where this fails as well, the sweep of the project removes them.
    await Promise.allSettled(kept.map((path) => rest.fileStore.remove(path)));
    throw error;
  }
}

/** Keeps one file; @throws ValidationError for its field. */
export async function keepFile(
  rest: Rest,
  upload: UploadedFile,
  { name, folder, kind }: StoredField,
): Promise<string> {
  try {
    return await rest.fileStore.keep(upload, folder, kind ?? 'file');
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    throw new ValidationError({ [name]: [error.text] }, { cause: error });
  }
}

/** Removes the files that the change replaces, once it is committed. */
export function removeReplaced(
  rest: Rest,
  fields: readonly StoredField[],
  transaction: RestTransaction,
  former: ObjectLiteral,
  attributes: Attributes,
): void {
  for (const { property } of fields) {
    const path: unknown = former[property];
    if (!(property in attributes) || attributes[property] === path) continue;
    if (typeof path === 'string' && path !== '') {
      transaction.afterCommit(() => rest.fileStore.remove(path));
    }
  }
}

/** Removes the files of a row that is gone, once that is committed; one that stays keeps them. */
export async function removeOfDeleted(
  rest: Rest,
  fields: readonly StoredField[],
  transaction: RestTransaction,
  entity: EntityTarget<ObjectLiteral>,
  object: ObjectLiteral,
): Promise<void> {
  if (fields.length === 0) return;
  if (await isThere(transaction.manager, entity, object)) return;
  const gone = Object.fromEntries(fields.map(({ property }) => [property, null]));
  removeReplaced(rest, fields, transaction, object, gone);
}

function isThere(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  { id }: ObjectLiteral,
): Promise<boolean> {
  return manager.existsBy(entity, { id });
}
