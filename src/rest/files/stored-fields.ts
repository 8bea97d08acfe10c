import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import { ValidationError } from '../exceptions.js';
import { UploadedFile } from '../parsers/uploaded-file.js';
import type { Rest, RestTransaction } from '../rest.js';
import type { StoreOptions } from '../serializers/input/fields/file.js';
import { fileInputOf } from '../serializers/input/fields/files.js';
import { attributesOf, shapeOf, sourceOf, type DtoClass } from '../serializers/input/registry.js';
import { inputsOf, type ViewDefinition } from '../viewsets/definition.js';
import { FileRefused } from './file-store.js';

/** A field of a DTO whose files are kept. */
export interface StoredField extends StoreOptions {
  readonly name: string;
  /** The attribute with the file, or with the files of a list. */
  readonly source: string;
  /** Of the entity; it has a file's path. */
  readonly property: string;
}

type Attributes = Record<string, unknown>;

/** The fields of a DTO whose files are kept. */
export function storedFieldsOf(dto: DtoClass): StoredField[] {
  return [...shapeOf(dto).fields].flatMap(([name, field]) => {
    const store = fileInputOf(field)?.options.store;
    const source = sourceOf(name, field);
    return store ? [{ property: source, ...store, name, source }] : [];
  });
}

/** The fields of all actions of a viewset whose files are kept. */
export function storedFieldsOfView(view: ViewDefinition): StoredField[] {
  const actions = view.routes.flatMap((route) => [...route.actions.values()]);
  const inputs = new Set(actions.flatMap((action) => inputsOf(view, action)));
  const bySource = new Map<string, StoredField>();
  for (const input of inputs) {
    for (const field of storedFieldsOf(input as DtoClass)) bySource.set(field.source, field);
  }
  return [...bySource.values()];
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
  const keep = async (upload: unknown, field: StoredField, index?: number): Promise<unknown> => {
    if (!(upload instanceof UploadedFile)) return upload;
    const path = await keepFile(rest, upload, field, index);
    kept.push(path);
    return path;
  };
  try {
    for (const field of fields) {
      const sent = attributes[field.source];
      if (Array.isArray(sent)) {
        const paths: unknown[] = [];
        for (const [index, upload] of sent.entries()) paths.push(await keep(upload, field, index));
        attributes[field.source] = paths;
      } else if (sent !== undefined) attributes[field.source] = await keep(sent, field);
    }
    return await work(attributes);
  } catch (error) {
    // Where this fails as well, the sweep of the project removes them.
    await Promise.allSettled(kept.map((path) => rest.fileStore.remove(path)));
    throw error;
  }
}

/** Keeps one file; @throws ValidationError for its field, or for its place in a list of files. */
export async function keepFile(
  rest: Rest,
  upload: UploadedFile,
  { name, folder, kind }: StoredField,
  index?: number,
): Promise<string> {
  try {
    return await rest.fileStore.keep(upload, folder, kind ?? 'file');
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    const detail = index === undefined ? [error.text] : { [index]: [error.text] };
    throw new ValidationError({ [name]: detail }, { cause: error });
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
  for (const { source } of fields) {
    const path: unknown = former[source];
    if (!(source in attributes) || attributes[source] === path) continue;
    if (typeof path === 'string' && path !== '') {
      transaction.afterCommit(() => rest.fileStore.remove(path));
    }
  }
}

/** Removes files that were kept for a row and are not needed, once that is committed. */
export function removeKept(
  rest: Rest,
  fields: readonly StoredField[],
  transaction: RestTransaction,
  attributes: Attributes,
): void {
  for (const path of fields.flatMap(({ source }) => attributes[source] ?? [])) {
    if (typeof path === 'string') transaction.afterCommit(() => rest.fileStore.remove(path));
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
  const gone = Object.fromEntries(fields.map(({ source }) => [source, null]));
  removeReplaced(rest, fields, transaction, object, gone);
}

function isThere(
  manager: EntityManager,
  entity: EntityTarget<ObjectLiteral>,
  { id }: ObjectLiteral,
): Promise<boolean> {
  return manager.existsBy(entity, { id });
}
